// The shop's own few lines: sizes, a basket that stays in this browser, and nothing else.
(() => {
  const KEY = "lark-basket";
  const read = () => { try { return JSON.parse(localStorage.getItem(KEY) || "[]"); } catch { return []; } };
  const euro = (minor) => new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" }).format(minor / 100);
  const dialog = document.querySelector("dialog");
  const list = dialog.querySelector("ul");
  const element = (name, text, props = {}) => Object.assign(document.createElement(name), { textContent: text }, props);

  function line(item, at) {
    const row = document.createElement("li");
    const words = document.createElement("div");
    words.append(element("b", item.name), element("div", item.size, { className: "hint" }));
    const out = element("button", "Take out", { type: "button", onclick: () => write(read().filter((_, n) => n !== at)) });
    out.setAttribute("aria-label", `Take ${item.name} out of the basket`);
    words.append(out);
    row.append(Object.assign(new Image(), { src: `/demo-shop/art/${item.slug}.svg`, alt: "" }), words, element("span", euro(item.price), { className: "money" }));
    return row;
  }

  function show() {
    const items = read();
    document.querySelector(".count").textContent = items.length || "";
    document.querySelector("[data-basket] .vh").textContent = items.length ? `Basket, ${items.length}` : "Basket, empty";
    list.replaceChildren(...items.map(line));
    dialog.querySelector(".sum").hidden = !items.length;
    dialog.querySelector("[data-empty]").hidden = items.length > 0;
    dialog.querySelector(".sum span").textContent = euro(items.reduce((sum, item) => sum + item.price, 0));
  }

  function write(items) {
    localStorage.setItem(KEY, JSON.stringify(items));
    show();
  }

  document.querySelector("[data-basket]").addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  const form = document.querySelector("form[data-product]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const size = new FormData(form).get("size") || "";
    write([...read(), { slug: form.dataset.product, name: form.dataset.name, price: Number(form.dataset.price), size }]);
    form.querySelector(".said").textContent = `In your basket: ${form.dataset.name}${size ? `, ${size}` : ""}.`;
  });
  show();

  // Whoever is signed in here is vouched for in the chat, whether it came before this line or comes after.
  const identity = document.querySelector("meta[name=shopkeeper-identity]").content;
  if (identity && window.shopkeeper?.identify) window.shopkeeper.identify(identity);
  else if (identity) window.shopkeeper = { ...window.shopkeeper, identity };
})();
