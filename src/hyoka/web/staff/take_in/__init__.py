"""取込み — a file in, looked at beside its source, confirmed."""
