// The reference stands in the page; with this script one button copies it.
for (const place of document.querySelectorAll("[data-citeer]")) {
  const [text, button, said] = [".mr-citeer__tekst", "button", "[role=status]"].map((part) => place.querySelector(part));
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.innerText.replaceAll("\u00a0", " ").trim());
      said.textContent = "De tekst is gekopieerd.";
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = "Kopiëren lukt in deze browser niet. De tekst is geselecteerd: kopieer die zelf.";
    }
  });
}
