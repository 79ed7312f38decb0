@echo off
rem hyoka on Windows: makes .venv on first use, then runs the command. Needs Python 3.11 or newer.
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
set "made_in="
if exist "%root%\.venv\made-in" set /p made_in=<"%root%\.venv\made-in"
if not "%made_in%"=="%root%" goto install
if not exist "%root%\.venv\Scripts\hyoka.exe" goto install
fc /b "%root%\requirements.txt" "%root%\.venv\made-from-requirements.txt" >nul 2>&1 || goto install
:run
"%root%\.venv\Scripts\hyoka.exe" %*
exit /b %errorlevel%

:install
set "python=py -3"
where py >nul 2>&1 || set "python=python"
%python% "%root%\tools\environment.py" requirements.txt || exit /b 2
goto run
