"use strict";
/* Shows the episodes whose title, people, summary or headings hold what is typed. */

const filter = document.getElementById("filter");
const rows = [...document.querySelectorAll(".rows > li")];
const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
filter.addEventListener("input", () => {
  const wanted = filter.value.trim().toLocaleLowerCase();
  rows.forEach((row, n) => { row.hidden = !texts[n].includes(wanted); });
  for (const year of document.querySelectorAll(".year")) {
    year.hidden = ![...year.querySelectorAll(".rows > li")].some((row) => !row.hidden);
  }
});
