// サインインの残り — warns two minutes before a session ends, and lets the person go on (WCAG 2.2.1).
//
// The server keeps the clock: other tabs keep the session alive too, so it is asked before anything is said. After the
// end the page stays as it is, with what was typed; signing in in another tab brings this one's forms back to life.

const AHEAD = 120; // seconds
const english = document.documentElement.lang === "en";
const say = (ja, en) => (english ? en : ja);
const idle = Number(document.body.dataset.idle || 0);
let timer = 0;
let box = null;

async function ask(touch) {
  const headers = { Accept: "application/json" };
  if (!touch) headers["X-Hyoka-Poll"] = "1";
  const answer = await fetch("/sign-in/again", { headers, credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function arm(seconds) {
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(seconds, 1) * 1000);
}

async function look(touch = false) {
  let held;
  try {
    held = await ask(touch);
  } catch {
    return arm(30); // no network: nothing to say that could be trusted
  }
  if (held.ok) refreshTokens(held.csrf);
  if (!held.ok) return ended();
  if (held.left > AHEAD) {
    box?.close();
    return arm(held.left - AHEAD);
  }
  warn(held);
  arm(Math.min(held.left + 2, 20));
}

function refreshTokens(token) {
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
}

function dialog() {
  if (box) return box;
  box = document.createElement("dialog");
  box.setAttribute("aria-labelledby", "session-title");
  const title = document.createElement("h2");
  title.id = "session-title";
  title.tabIndex = -1;
  const text = document.createElement("p");
  text.dataset.text = "";
  const bar = document.createElement("p");
  bar.className = "toolbar";
  box.append(title, text, bar);
  document.body.append(box);
  return box;
}

function show(words, text, ...buttons) {
  const held = dialog();
  held.querySelector("h2").textContent = words;
  held.querySelector("[data-text]").textContent = text;
  held.querySelector(".toolbar").replaceChildren(...buttons);
  if (!held.open) {
    held.showModal();
    buttons[0]?.focus();
  }
}

function button(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}

function warn(held) {
  if (box?.open) return;
  const minutes = Math.max(1, Math.ceil(held.left / 60));
  const last = held.longest <= AHEAD;
  show(
    say("まもなくサインアウトします", "You will be signed out soon"),
    last
      ? say(`サインインから決められた時間がたつため、あと約${minutes}分でサインアウトします。書いたものを保存してください。`,
            `The longest time for one session ends in about ${minutes} min. Save what you have written.`)
      : say(`しばらく操作がないため、あと約${minutes}分でサインアウトします。`, `Without activity you will be signed out in about ${minutes} min.`),
    last ? button(say("閉じる", "Close"), () => box.close()) : button(say("続ける", "Go on"), () => { box.close(); look(true); }),
  );
}

function ended() {
  if (document.querySelector("[data-own-sign-in]")) return; // the editor has a dialog of its own
  box?.close();
  const link = document.createElement("a");
  link.className = "button";
  link.href = "/sign-in?next=/account";
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = say("別のタブでサインインする", "Sign in in another tab");
  show(
    say("サインアウトしました", "You have been signed out"),
    say("この画面に書いたものは残っています。別のタブでサインインすると、この画面に戻って続けられます。",
        "What you typed is still on this page. Sign in in another tab, then come back here."),
    link,
    button(say("閉じる", "Close"), () => box.close()),
  );
}

if (idle) {
  arm(Math.max(idle - AHEAD, 5));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
