"use strict";

// Select2 gives its boxes no name, and does not put the cursor in the one to type in.
django.jQuery(($) => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) continue;
    const chosen = box.querySelector(".select2-selection__rendered");
    label.id ||= `${select.id}_label`;
    chosen.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    $(select).on("select2:open", () => {
      const field = document.querySelector(".select2-container--open .select2-search__field");
      field.setAttribute("aria-label", label.textContent);
      field.focus();
    });
  }
});
