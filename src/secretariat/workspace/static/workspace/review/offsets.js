/* Between places in the page and offsets in the text. Offsets count code points; the page counts UTF-16 units.
   Every element with data-start holds text of the source and nothing else. */

const PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

export function codePoints(words) {
  return words.length - (words.match(PAIRS)?.length ?? 0);
}

function startOf(holder) {
  return Number(holder.dataset.start);
}

function within(holder, node, offset) {
  const range = document.createRange();
  range.setStart(holder, 0);
  range.setEnd(node, offset);
  return startOf(holder) + codePoints(range.toString());
}

function reach(holder, range) {
  const start = holder.contains(range.startContainer)
    ? within(holder, range.startContainer, range.startOffset)
    : startOf(holder);
  const end = holder.contains(range.endContainer)
    ? within(holder, range.endContainer, range.endOffset)
    : startOf(holder) + codePoints(holder.textContent);
  return { start, end };
}

/* The span that a range in the page covers, without white space at its ends; null where it holds no words. */
export function spanOf(source, range) {
  const reached = Array.from(source.querySelectorAll("[data-start]"))
    .filter((holder) => range.intersectsNode(holder))
    .map((holder) => reach(holder, range))
    .filter((one) => one.start < one.end);
  if (!reached.length) {
    return null;
  }
  const words = range.toString();
  const start = reached[0].start + codePoints(words) - codePoints(words.trimStart());
  const end = reached.at(-1).end - (codePoints(words) - codePoints(words.trimEnd()));
  return start < end ? { start, end } : null;
}

function placeIn(holder, offset) {
  let left = offset - startOf(holder);
  const texts = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let text = texts.nextNode();
  let last = null;
  while (text) {
    const length = codePoints(text.data);
    if (left <= length) {
      return { node: text, offset: Array.from(text.data).slice(0, left).join("").length };
    }
    left -= length;
    last = text;
    text = texts.nextNode();
  }
  return last ? { node: last, offset: last.data.length } : { node: holder, offset: 0 };
}

function holderAt(holders, offset) {
  let low = 0;
  let high = holders.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(holders[middle]) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return holders[low];
}

/* The range in the page that shows a span of the text. */
export function rangeOf(source, start, end) {
  const holders = Array.from(source.querySelectorAll("[data-start]"));
  if (!holders.length) {
    return document.createRange();
  }
  const from = placeIn(holderAt(holders, start), start);
  const to = placeIn(holderAt(holders, end - 1), end);
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

/* Every word of the source with its span, in order; `first` marks the first word of a block. */
export function wordsOf(source) {
  const words = [];
  for (const holder of source.querySelectorAll("[data-start]")) {
    let first = true;
    let at = startOf(holder);
    let seen = 0;
    const text = holder.textContent;
    for (const match of text.matchAll(/\S+/gu)) {
      at += codePoints(text.slice(seen, match.index));
      const end = at + codePoints(match[0]);
      words.push({ start: at, end, first });
      first = false;
      at = end;
      seen = match.index + match[0].length;
    }
  }
  return words;
}
