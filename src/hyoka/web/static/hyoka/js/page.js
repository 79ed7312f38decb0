// 画面の手伝い — small helps for any page. Without this file every page still works as plain forms.
//
//   data-opens="id"          on a button: opens the <dialog id> (data-closes closes the one around it)
//   data-picks="name"        on a checkbox: ticks all checkboxes of that name in its form or table
//   data-needs-pick="name"   on a button: disabled while none of that name is ticked
//   data-auto-submit         on a filter form: sends itself when a choice changes (text: by Enter)
//   data-once                on a form: its button cannot be pressed twice
//   data-continues           on a form: sends itself again at once (long work in parcels, with its progress on the page)
//   toast(text, tone)        says something in passing; errors stay until they are closed

const english = document.documentElement.lang === "en";
const say = (ja, en) => (english ? en : ja);

export function toast(text, tone = "info") {
  const place = document.querySelector("[data-toasts]");
  if (!place) return;
  const box = document.createElement("div");
  box.className = `toast toast--${tone}`;
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--small";
  close.textContent = say("閉じる", "Close");
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  place.append(box);
  if (tone !== "error" && tone !== "warning") setTimeout(() => box.remove(), 8000);
}

// A page without script shows such a dialog's content by its own address: the button is then a link.
function openDialog(event) {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.opens);
  if (!(dialog instanceof HTMLDialogElement)) return;
  event.preventDefault();
  dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector("h2"))?.focus();
  dialog.addEventListener("close", () => opener.focus(), { once: true });
}

function closeDialog(event) {
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
}

const boxes = (scope, name) => [...scope.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]:not(:disabled)`)];

function refreshPicks(scope) {
  for (const all of scope.querySelectorAll("[data-picks]")) {
    const each = boxes(scope, all.dataset.picks);
    const ticked = each.filter((box) => box.checked).length;
    all.checked = each.length > 0 && ticked === each.length;
    all.indeterminate = ticked > 0 && ticked < each.length;
    for (const box of each) box.closest("tr")?.classList.toggle("is-picked", box.checked);
  }
  for (const button of scope.querySelectorAll("[data-needs-pick]")) {
    button.disabled = !boxes(scope, button.dataset.needsPick).some((box) => box.checked);
  }
}

function onChange(event) {
  const target = event.target;
  const scope = target.closest("form") ?? document;
  if (target.dataset.picks) for (const box of boxes(scope, target.dataset.picks)) box.checked = target.checked;
  if (target.type === "checkbox") refreshPicks(scope);
  const form = target.closest("form[data-auto-submit]");
  if (form && target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
}

function onSubmit(event) {
  const form = event.target;
  if (!form.hasAttribute("data-once")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  // The pressed button's own name must still be sent, so it is only disabled after the form has gone.
  setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((button) => (button.disabled = true)));
}

// The browser may bring the page back from memory, with the buttons as they were left.
function onShow(event) {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("button[type=submit]").forEach((button) => (button.disabled = false));
  }
}

document.addEventListener("click", openDialog);
document.addEventListener("click", closeDialog);
document.addEventListener("change", onChange);
document.addEventListener("submit", onSubmit);
window.addEventListener("pageshow", onShow);
document.querySelectorAll("form").forEach(refreshPicks);
document.querySelector("form[data-continues]")?.requestSubmit();
