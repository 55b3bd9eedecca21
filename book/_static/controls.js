/* The menu of downloads and the way back to the top: what the theme's pages use of Bootstrap's script. */
"use strict";

for (const button of document.querySelectorAll('[data-bs-toggle="dropdown"]')) {
  const menu = button.nextElementSibling;
  const items = [...menu.querySelectorAll("a, button")];
  const open = (yes) => {
    menu.classList.toggle("show", yes);
    button.setAttribute("aria-expanded", yes);
  };
  button.addEventListener("click", () => open(!menu.classList.contains("show")));
  document.addEventListener("click", (event) => {
    if (!button.parentElement.contains(event.target)) open(false);
  });
  button.parentElement.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !button.parentElement.contains(event.relatedTarget)) open(false);
  });
  button.parentElement.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && menu.classList.contains("show")) {
      open(false);
      button.focus();
    } else if (step) {
      event.preventDefault();
      open(true);
      const at = items.indexOf(document.activeElement);
      items[at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length].focus();
    }
  });
}

const upwards = document.getElementById("pst-back-to-top");
if (upwards) {
  let last = 0;
  upwards.addEventListener("click", () => window.scrollTo({ top: 0 }));
  /* It shows while one scrolls back up, as in the theme. */
  window.addEventListener("scroll", () => {
    upwards.style.display = window.scrollY > 0 && window.scrollY < last ? "block" : "none";
    last = window.scrollY;
  });
}
