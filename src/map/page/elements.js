/** Making elements. Texts are only ever set as text, never as markup. */

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Attributes whose value is null, undefined or false are left out; `on…` are listeners, `class` is the class name. */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), attributes, children);
}

/** A small square in the colour of a rep. */
export function swatch(colour) {
  const square = html('span', { class: 'swatch', 'aria-hidden': 'true' });
  square.style.setProperty('--rep', colour);
  return square;
}
