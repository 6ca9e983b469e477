// What if: the list follows the form as it is moved. Nothing is saved; without this module the button does the same.

const WAIT_MS = 120;

function slider(input) {
  const range = document.createElement("input");
  range.type = "range";
  range.min = input.dataset.from;
  range.max = input.dataset.to;
  range.step = input.dataset.step;
  range.value = number(input.value) || range.min;
  range.setAttribute("aria-label", input.dataset.label);
  range.addEventListener("input", () => {
    input.value = range.value;
  });
  input.addEventListener("input", () => {
    range.value = number(input.value) || range.min;
  });
  input.after(range);
}

function number(text) {
  return text.replace(",", ".");
}

// Rows that stay glide to their new place, so that the eye can follow them.
function glide(area, change) {
  const before = new Map([...area.querySelectorAll("[data-key]")].map((row) => [row.dataset.key, row.getBoundingClientRect().top]));
  change();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const row of area.querySelectorAll("[data-key]")) {
    const moved = before.has(row.dataset.key) ? before.get(row.dataset.key) - row.getBoundingClientRect().top : 0;
    if (moved) row.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], { duration: 260, easing: "ease-out" });
  }
}

function live(form) {
  const area = document.getElementById(form.dataset.live);
  let waiting;
  let asked;
  async function ask() {
    asked?.abort();
    asked = new AbortController();
    area.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Live": "1" },
        signal: asked.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      glide(area, () => area.replaceChildren(...page.body.children));
      area.removeAttribute("aria-busy");
    } catch (fault) {
      if (fault.name !== "AbortError") form.submit();
    }
  }
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
}

document.querySelectorAll("[data-slider]").forEach(slider);
document.querySelectorAll("form[data-live]").forEach(live);
