// Says on the page what htmx could not do, keeps "none of these" apart from the rest, and fetches
// late what is wanted late: pictures further down, and the scripts that a page has a use for.
// Nothing depends on it: every form and link works without.

const status = () => document.getElementById("status");

function say(text) {
  const region = status();
  if (region) region.textContent = text;
}

document.addEventListener("htmx:sendError", () =>
  say("We could not reach the site. Nothing was saved. Check your connection and press again."),
);

document.addEventListener("htmx:responseError", (event) =>
  say(
    event.detail.xhr.status === 503
      ? "The site is busy for a moment. Nothing was saved. Press again in half a minute."
      : "That did not work. Nothing was saved. Load the page again, then press again.",
  ),
);

document.addEventListener("htmx:beforeRequest", (event) => {
  say("");
  event.detail.target?.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:afterRequest", (event) =>
  event.detail.target?.removeAttribute("aria-busy"),
);

document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  const group = target.closest("fieldset");
  for (const other of group?.querySelectorAll("input[type=checkbox]:checked") ?? []) {
    if (other !== target && other.name === target.name) {
      if (other.value === "none" || target.value === "none") other.checked = false;
    }
  }
});

// A picture that is not to be seen yet waits in a <template>, so that its files are not fetched.
function draw(blank) {
  const figure = blank.closest("figure") ?? blank.parentElement;
  const template = blank.querySelector("template") ?? blank.nextElementSibling;
  template.replaceWith(template.content);
  if (blank !== figure) blank.remove();
  figure.dispatchEvent(new Event("drawn", { bubbles: true }));
}

const late = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      late.unobserve(target);
      draw(target);
    }
  },
  { rootMargin: "25%" },
);

const waiting = () => [
  ...document.querySelectorAll("svg:has(+ template), figure:has(> template):not(:has(> svg))"),
];

const watch = () => waiting().forEach((blank) => late.observe(blank));

// What is not needed to see a page is fetched once it stands, and only where it has a use.
const scripts = {
  "[hx-get], [hx-post]": () => import("../django_htmx/htmx-2.min.js"),
  ".map, .marking": () => import("./bodymap.js"),
  ".handle": () => import("./reorder.js"),
};

function fetchScripts() {
  for (const [user, fetchScript] of Object.entries(scripts)) {
    if (document.querySelector(user)) fetchScript();
  }
}

watch();
addEventListener("beforeprint", () => waiting().forEach(draw));
// Before the page is complete, htmx would wait for an event that may be over.
if (document.readyState === "complete") fetchScripts();
else addEventListener("load", fetchScripts);
document.addEventListener("htmx:afterSwap", () => {
  watch();
  fetchScripts();
});
