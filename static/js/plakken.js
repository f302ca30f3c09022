// Text from Word or a web page keeps its lists, bold, italics, links and headings as
// Markdown; styling and images stay behind. Other text is pasted as it is.
const SCHEMES = /^(https?:|mailto:)/i;
const BLOCKS = /^(P|DIV|UL|OL|LI|TABLE|TR|BLOCKQUOTE|PRE|SECTION|ARTICLE|H[1-6])$/;
const LEFT_OUT = /^(SCRIPT|STYLE|TITLE|META|LINK|IMG|PICTURE|SVG|OBJECT|TEMPLATE)$/i;
const TELLS = "p, li, b, strong, i, em, a[href], h1, h2, h3, h4, h5, h6, td";

// Signs that Markdown would read as markup.
const plain = (text) => text.replace(/[\s\u00a0]+/g, " ").replace(/[\\*[\]]/g, "\\$&").replace(/(^|\W)_|_(?=\W|$)/g, (part) => part.replace("_", "\\_"));

const style = (node) => (node.getAttribute("data-stijl") ?? "").toLowerCase().replace(/\s/g, "");

// Signs stand against the words: spaces go outside.
function around(text, sign) {
  const [, before, words, after] = text.match(/^(\s*)([\s\S]*?)(\s*)$/);
  return words ? before + sign + words + sign + after : text;
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return plain(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.test(node.tagName)) return "";
  if (node.tagName === "BR") return "\n";
  const css = style(node);
  // Word's own sign before a point of a list.
  if (css.includes("mso-list:ignore")) return "";
  let text = [...node.childNodes].map(inline).join("");
  const isBold = /^(B|STRONG)$/.test(node.tagName) ? !/font-weight:(normal|400)/.test(css) : /font-weight:(bold|[6-9]00)/.test(css);
  const isItalic = /^(I|EM)$/.test(node.tagName) ? !css.includes("font-style:normal") : css.includes("font-style:italic");
  if (/^H[1-6]$/.test(node.tagName)) return text;
  if (isBold) text = around(text, "**");
  if (isItalic) text = around(text, "*");
  const address = node.tagName === "A" ? node.getAttribute("href") : "";
  // An address with a space or bracket would end the link too soon.
  if (address && SCHEMES.test(address)) text = `[${text.trim()}](${address.replace(/[\s()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;
  return text;
}

// Word writes a point of a list as a paragraph with a level and a sign of its own.
function wordPoint(node) {
  const level = style(node).match(/mso-list:\w*level(\d)/);
  if (!level) return null;
  const sign = [...node.querySelectorAll("[data-stijl]")].find((part) => style(part).includes("mso-list:ignore"));
  return [Number(level[1]) - 1, /^\s*\w+[.)]/.test(sign?.textContent ?? "")];
}

function list(node, depth, lines) {
  let number = Number(node.getAttribute("start") ?? 1);
  for (const item of node.children) {
    if (/^(UL|OL)$/.test(item.tagName)) { list(item, depth + 1, lines); continue; }
    const sign = node.tagName === "OL" ? `${number++}. ` : "- ";
    const own = [...item.childNodes].filter((part) => !/^(UL|OL)$/.test(part.nodeName));
    lines.push(["li", "   ".repeat(depth) + sign + own.map(inline).join("").replace(/\s+/g, " ").trim()]);
    for (const below of item.children) if (/^(UL|OL)$/.test(below.tagName)) list(below, depth + 1, lines);
  }
}

function blocks(node, lines) {
  let running = "";
  const end = () => { if (running.trim()) lines.push(["p", running.trim()]); running = ""; };
  for (const part of node.childNodes) {
    const { nodeName } = part;
    const isWrapper = nodeName !== "A" && part.nodeType === Node.ELEMENT_NODE && [...part.children].some((child) => BLOCKS.test(child.nodeName));
    if (!BLOCKS.test(nodeName) && !isWrapper) { running += inline(part); continue; }
    end();
    const point = nodeName === "P" ? wordPoint(part) : null;
    if (point) lines.push(["li", `${"   ".repeat(point[0])}${point[1] ? "1. " : "- "}${inline(part).replace(/\s+/g, " ").trim()}`]);
    else if (/^(UL|OL)$/.test(nodeName)) list(part, 0, lines);
    else if (/^H[1-6]$/.test(nodeName)) lines.push(["p", `## ${inline(part).replace(/\s+/g, " ").trim()}`]);
    else if (nodeName === "TR") lines.push(["p", [...part.children].map((cell) => inline(cell).replace(/\s+/g, " ").trim()).join(" | ")]);
    else if (isWrapper) blocks(part, lines);
    else lines.push(["p", inline(part).trim()]);
  }
  end();
}

function markdown(html) {
  // Parsed apart: nothing of it is loaded or run. Styles and handlers go by another
  // name, since the browser reports each that the site does not allow.
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[^<>]+>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-stijl=").replace(/\son\w+\s*=/gi, " data-niet="));
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  if (!body.querySelector(TELLS)) return "";
  const lines = [];
  blocks(body, lines);
  const told = lines.filter(([, text]) => text);
  // Points of one list stand close, other parts apart.
  return told.map(([kind, text], n) => (n ? (kind === "li" && told[n - 1][0] === "li" ? "\n" : "\n\n") : "") + text).join("");
}

function paste(event) {
  const text = markdown(event.clipboardData.getData("text/html"));
  if (!text) return;
  event.preventDefault();
  const area = event.target;
  // As if it was typed, so that it can be undone.
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const area of document.querySelectorAll("textarea[data-opmaak]")) area.addEventListener("paste", paste);
