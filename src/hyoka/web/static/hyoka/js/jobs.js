// 作ったものの一覧 — asks for the list of jobs while one is being made; without this file the page is reloaded by hand.

const place = document.querySelector("[data-jobs]");
const said = document.querySelector("[data-jobs-said]");
const EVERY = 2000;
const LONGEST = 30000;
let pause = EVERY;

const isMaking = () => place.querySelector('[data-making="1"]') !== null;
const states = () => new Map([...place.querySelectorAll(".job")].map((job) => [job.id, job.querySelector(".badge")?.textContent ?? ""]));

// What has the focus keeps it, and nothing is exchanged below somebody's finger.
async function refresh() {
  const before = states();
  const held = place.contains(document.activeElement) ? document.activeElement.closest(".job")?.id : null;
  const answer = await fetch(place.dataset.jobs, { headers: { "X-Hyoka-Poll": "1" }, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...page.body.children);
  if (held) document.getElementById(held)?.querySelector("a, button")?.focus();
  for (const [id, state] of states()) {
    if (before.has(id) && before.get(id) !== state) said.textContent = `${document.getElementById(id).querySelector("b").textContent} ${state}`;
  }
}

async function again() {
  if (document.visibilityState === "visible" && isMaking()) {
    try {
      await refresh();
      pause = EVERY;
    } catch {
      pause = Math.min(pause * 2, LONGEST);
    }
  }
  setTimeout(again, pause);
}

if (place && said) setTimeout(again, EVERY);
