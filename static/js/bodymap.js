// The body map beside its list: pointing at one shows the other, and a click on a shape clicks the
// checkbox that it stands for. Nothing depends on it: the list does everything alone.

const place = (element) => element.closest(".marking, .map") ?? document;

const parts = (element) => {
  const { slug, side } = element.dataset;
  const same = [...place(element).querySelectorAll(`[data-slug="${CSS.escape(slug)}"]`)];
  return same.filter((other) => !side || !other.dataset.side || other.dataset.side === side);
};

function point(event, on) {
  const element = event.target.closest?.("[data-slug]");
  for (const part of element ? parts(element) : []) part.classList.toggle("is-pointed", on);
}

for (const [type, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
  document.addEventListener(type, (event) => point(event, on));
}

// Marking: shapes that stand for checkboxes

const control = (shape) => document.getElementById(shape.dataset.control);

function show(shape) {
  shape.classList.toggle("is-chosen", Boolean(control(shape)?.checked));
}

function say(map) {
  const ticked = [...map.closest(".marking").querySelectorAll("[data-name]:has(:checked)")];
  const names = ticked.map((label) => label.dataset.name).join("; ");
  map.querySelector("[data-marked]").textContent = names || "nothing yet";
  map.querySelector("[data-refused]").textContent = "";
}

function refuse(shape) {
  const said = shape.closest(".marking-map").querySelector("[data-refused]");
  said.textContent = `${shape.querySelector("title").textContent}.`;
}

function showAll() {
  document.querySelectorAll("[data-control]").forEach(show);
  document.querySelectorAll(".marking-map").forEach(say);
}

document.addEventListener("click", (event) => {
  const shape = event.target.closest?.("[data-control]");
  if (!shape) return;
  event.preventDefault();
  const input = control(shape);
  if (input?.disabled) refuse(shape);
  else input?.click();
});

document.addEventListener("drawn", ({ target }) =>
  target.querySelectorAll("[data-control]").forEach(show),
);

// What is ticked or has the focus in the list is to be seen in the picture: turn to it.
function turn(input) {
  const figures = [...(input.closest(".marking")?.querySelectorAll(".marking-figure") ?? [])];
  const shows = (figure) =>
    (figure.querySelector("template")?.content ?? figure).querySelector(`[data-control="${input.id}"]`);
  const having = figures.filter(shows);
  if (!having.length || having.some((figure) => figure.checkVisibility())) return;
  const best = input.closest("label").dataset.best;
  const turned = having.find(({ dataset: { view, layer } }) => `${view} ${layer}` === best) ?? having[0];
  for (const key of ["view", "layer"]) {
    const wanted = `.segments [name$="-${key}"][value="${turned.dataset[key]}"]`;
    const radio = input.closest(".marking").querySelector(wanted);
    if (radio) radio.checked = true;
  }
}

for (const type of ["change", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    if (target.type === "checkbox") turn(target);
  });
}
document.addEventListener("change", showAll);
document.addEventListener("reset", () => setTimeout(showAll));
addEventListener("pageshow", showAll);
document.addEventListener("htmx:afterSwap", showAll);
showAll();
document.querySelectorAll(".marking").forEach((marking) => {
  const ticked = marking.querySelector("[type=checkbox]:checked");
  if (ticked) turn(ticked);
});
