/* Giving a text area another text without moving the writer away from where they are. */

function sameStart(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) {
    at += 1;
  }
  return at;
}

function moved(place, before, after) {
  const start = sameStart(before, after);
  if (place <= start) {
    return place;
  }
  const fromEnd = before.length - place;
  return Math.max(start, after.length - fromEnd);
}

export function setText(area, text) {
  const before = area.value;
  if (before === text) {
    return;
  }
  const [start, end, top] = [area.selectionStart, area.selectionEnd, area.scrollTop];
  const focused = document.activeElement === area;
  area.value = text;
  if (focused) {
    area.setSelectionRange(moved(start, before, text), moved(end, before, text));
    area.scrollTop = top;
  }
}

/* Spaces at the ends of lines and empty lines at the end mean nothing: two such texts are the same. */
export function sameWords(one, other) {
  return one.split(/\s+/).join(" ").trim() === other.split(/\s+/).join(" ").trim();
}
