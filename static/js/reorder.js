// Drags a step by its handle to another place among its kind. Letting go sends the form that the
// handle is, so the server decides and the page says what came of it. An extra: the buttons and
// the form below "Change" do the same.

const EDGE = 80; // pixels from the window's edge where it scrolls along

const placeOf = (step) => [...step.parentElement.children].indexOf(step);

/** Before which of its kind a step belongs when the pointer is at this height; null: the last. */
const nextAt = (step, y) =>
  [...step.parentElement.children].find((other) => {
    if (other === step) return false;
    const { top, height } = other.getBoundingClientRect();
    return y < top + height / 2;
  }) ?? null;

function drag(step, handle, pointer) {
  const list = step.parentElement;
  const begin = placeOf(step);
  const before = step.nextElementSibling;
  const stop = new AbortController();
  const listen = (target, type, act) => target.addEventListener(type, act, { signal: stop.signal });
  const end = () => {
    step.classList.remove("dragged");
    stop.abort();
  };
  const giveUp = () => {
    end();
    list.insertBefore(step, before);
  };

  handle.setPointerCapture(pointer);
  step.classList.add("dragged");
  listen(handle, "pointermove", ({ clientY }) => {
    const next = nextAt(step, clientY);
    if (next !== step.nextElementSibling) {
      list.insertBefore(step, next);
      handle.setPointerCapture(pointer);
    }
    if (clientY < EDGE) scrollBy(0, -EDGE / 4);
    if (clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
  });
  listen(handle, "pointerup", () => {
    end();
    if (placeOf(step) !== begin) send(handle, placeOf(step) - begin);
  });
  listen(handle, "pointercancel", giveUp);
  listen(document, "keydown", ({ key }) => key === "Escape" && giveUp());
}

function send(form, change) {
  form.elements.place.value = Number(form.elements.place.value) + change;
  form.requestSubmit();
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || !event.isPrimary || event.button !== 0) return;
  event.preventDefault();
  drag(handle.closest(".step"), handle, event.pointerId);
});
