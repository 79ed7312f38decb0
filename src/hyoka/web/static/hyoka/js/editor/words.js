// ことば — the page's words in the language of the document, and times as people write them.

const english = document.documentElement.lang === "en";

export const say = (ja, en) => (english ? en : ja);

// The server's time, never the computer's own clock.
export function clock(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return at.toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Tokyo" });
}
