// The body map beside its list: pointing at one shows the other, and a click on a shape clicks the
// checkbox that it stands for. Nothing depends on it: the list does everything alone.

const parts = (element) => {
  const { slug, side } = element.dataset;
  const same = [...document.querySelectorAll(`[data-slug="${CSS.escape(slug)}"]`)];
  return same.filter((other) => !side || !other.dataset.side || other.dataset.side === side);
};

function point(event, on) {
  const element = event.target.closest?.("[data-slug]");
  for (const part of element ? parts(element) : []) part.classList.toggle("is-pointed", on);
}

for (const [type, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
  document.addEventListener(type, (event) => point(event, on));
}

const control = (shape) => document.getElementById(shape.dataset.control);

function show(shape) {
  shape.classList.toggle("is-chosen", Boolean(control(shape)?.checked));
}

const showAll = () => document.querySelectorAll("[data-control]").forEach(show);

document.addEventListener("click", (event) => {
  const shape = event.target.closest?.("[data-control]");
  if (shape) control(shape)?.click();
});
document.addEventListener("change", showAll);
document.addEventListener("htmx:afterSwap", showAll);
showAll();
