/* The files that somebody lets go of over the page, those within folders too. */

export function filesOf(carried) {
  // The entries are there only until the event is over: they are taken before anything is waited for.
  const entries = Array.from(carried.items ?? [], (item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) {
    return Promise.resolve({ files: Array.from(carried.files), folder: false });
  }
  return Promise.all(entries.map(within)).then((found) => ({ files: found.flat(), folder: true }));
}

async function within(entry) {
  if (entry.isFile) {
    return [await new Promise((done, failed) => entry.file(done, failed))];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A folder is told piece by piece.
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) {
      return (await Promise.all(found.map(within))).flat();
    }
    found.push(...some);
  }
}

/* Of a folder only what can be read is taken: nobody chose the other files. */
export function readable(files, accepted) {
  const endings = accepted.split(",").map((ending) => ending.trim().toLowerCase());
  return files.filter((file) => endings.some((ending) => ending && file.name.toLowerCase().endsWith(ending)));
}
