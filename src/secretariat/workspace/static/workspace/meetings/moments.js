/* Beside a moment in another zone: the reader's own day and hour. And how long a deadline is still ahead. */

/* Days before months, as the pages write them: plain "en" is American in a browser. */
const page = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

function told(moment, zone) {
  const options = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(page, { ...options, timeZone: zone }).format(moment);
}

function showOwn(time) {
  const moment = new Date(time.dateTime);
  const frame = time.closest(".moment");
  if (!frame || Number.isNaN(moment.getTime()) || !own || told(moment, time.dataset.moment) === told(moment, own)) {
    return;
  }
  const end = time.dataset.end ? new Date(time.dataset.end) : null;
  const hour = new Intl.DateTimeFormat(page, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const line = document.createElement("span");
  line.className = "own-clock";
  line.textContent = `${told(moment, own)}${end ? `–${hour.format(end)}` : ""} ${own}`;
  frame.append(line);
}

function remaining(node) {
  const minutes = Math.floor((new Date(node.dataset.remaining) - Date.now()) / 60000);
  if (minutes < 0) {
    node.textContent = node.dataset.passed;
    return;
  }
  const format = new Intl.RelativeTimeFormat(page, { numeric: "always" });
  const [amount, unit] = minutes < 120 ? [minutes, "minute"] : minutes < 2880 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
  node.textContent = format.format(amount, unit);
}

for (const time of document.querySelectorAll("time[data-moment]")) {
  showOwn(time);
}
for (const node of document.querySelectorAll("[data-remaining]")) {
  remaining(node);
  setInterval(() => remaining(node), 30000);
}
