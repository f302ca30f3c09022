// The buttons for passkeys. django-allauth does the work; this hands it what stands
// in the attributes of the button, and shows a sentence when it fails.
document.querySelectorAll("[data-passkey]").forEach((button) => {
  const { passkey, role, credential, passwordless, options } = button.dataset;
  if (!window.PublicKeyCredential) return;
  button.hidden = false;
  window.allauth.webauthn.forms[passkey]({
    ids: { [role]: button.id, credential, passwordless },
    data: options && JSON.parse(options),
  });
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("[data-passkey-error]").hidden = false;
});
