// コメントの横の枠 — sends the forms of a `[data-threads]` fragment in place and shows the server's answer. The words typed stay
// until the server has them; without this file the forms work as plain forms.
//
//   import { showThreads } from "./threads.js";  showThreads(panel, url, place)   fetches the threads of a place into an element
//   event "threads:changed" on the panel, detail {open}: after each answer

const english = document.documentElement.lang === "en";
const say = (ja, en) => (english ? en : ja);

export async function showThreads(panel, url, place) {
  const address = new URL(url, location.href);
  address.searchParams.set("place", place);
  address.searchParams.set("format", "fragment");
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" } });
  if (answer.ok) take(panel, await answer.text());
  return answer;
}

function take(panel, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  panel.replaceChildren(...page.body.childNodes);
  panel.dispatchEvent(new CustomEvent("threads:changed", { bubbles: true, detail: { open: panel.querySelectorAll(".thread-box:not(.thread-box--resolved)").length } }));
}

async function send(event) {
  const form = event.target;
  const box = form.closest?.("[data-threads]");
  if (!box || !form.querySelector('input[name="format"][value="fragment"]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  const panel = box.parentElement;
  try {
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
    if (answer.ok || answer.status === 422) return take(panel, await answer.text());
    tell(form, say("送れませんでした。文はここに残っています。", "Not sent. Your words are still here."));
    if (answer.status === 401 || answer.type === "opaqueredirect") panel.dispatchEvent(new CustomEvent("session:ended", { bubbles: true }));
  } catch {
    tell(form, say("つながりません。文はここに残っています。もう一度送ってください。", "No connection. Your words are still here; send again."));
  } finally {
    delete form.dataset.sending;
  }
}

function tell(form, words) {
  const told = form.querySelector(".field__error") ?? form.insertBefore(document.createElement("p"), form.firstChild);
  told.className = "field__error";
  told.setAttribute("role", "alert");
  told.textContent = words;
}

document.addEventListener("submit", send, true);
