// 通信 — requests to the server; every one of them can find the session ended.

const LONGEST = 60000;

export class Talk {
  constructor(root, session) {
    this.urls = root.dataset;
    this.session = session;
  }

  // Edits; an answer that is not ours (a proxy's page, half a body) is no answer.
  async post(edits, { keepalive = false } = {}) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST);
    try {
      const answer = await fetch(this.urls.editsUrl, {
        method: "POST", headers: this.session.headers(), credentials: "same-origin", keepalive,
        redirect: "manual", signal: stop.signal, body: JSON.stringify({ edits }),
      });
      if (isSignIn(answer)) return { status: 401, body: null };
      const isOurs = (answer.headers.get("Content-Type") ?? "").includes("json");
      const body = isOurs ? await answer.json() : null;
      this.session.hear(body?.csrf);
      return { status: answer.status, body };
    } finally {
      clearTimeout(timer);
    }
  }

  // A small form: {status, body}; status 0 where nothing came back. After a new sign-in it is sent once more.
  async send(address, fields, isAgain = false) {
    try {
      const answer = await fetch(address, {
        method: "POST", credentials: "same-origin", redirect: "manual", body: new URLSearchParams(fields),
        headers: { Accept: "application/json", "X-CSRFToken": this.session.csrf },
      });
      if ((isSignIn(answer) || answer.status === 403) && !isAgain) {
        await (answer.status === 403 ? this.session.refresh() : this.session.signIn());
        return this.send(address, fields, true);
      }
      const isOurs = (answer.headers.get("Content-Type") ?? "").includes("json");
      return { status: answer.status, body: isOurs ? await answer.json() : null };
    } catch {
      return { status: 0, body: null };
    }
  }

  // Text or JSON by GET, which does not keep the session alive: only typing does. Null where there is none to be had now. A session that ended asks for sign-in.
  async get(address, query, kind = "json") {
    const url = new URL(address, location.href);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    try {
      const answer = await fetch(url, { credentials: "same-origin", redirect: "manual", headers: { Accept: kind === "json" ? "application/json" : "text/html", "X-Hyoka-Poll": "1" } });
      if (isSignIn(answer)) {
        await this.session.signIn();
        return null;
      }
      return answer.ok ? await answer[kind]() : null;
    } catch {
      return null;
    }
  }
}

// Whoever is signed out is told so, or sent elsewhere.
const isSignIn = (answer) => answer.status === 401 || answer.type === "opaqueredirect";
