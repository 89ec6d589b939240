// The menu's form, made when the menu is first opened: it does nothing without scripts, so no page carries it.
import words from "../words.js";

const CHOICES = {
  size: {
    words: words.size,
    values: { s: words.size_s, m: words.size_m, l: words.size_l, xl: words.size_xl, xxl: words.size_xxl },
    usual: "m",
  },
  theme: {
    words: words.theme,
    values: { auto: words.theme_auto, light: words.theme_light, dark: words.theme_dark },
    usual: "auto",
  },
  setting: {
    words: words.setting,
    values: { horizontal: words.setting_horizontal, vertical: words.setting_vertical },
    usual: "horizontal",
  },
  keys: {
    words: words.keys,
    values: { on: words.keys_on, off: words.keys_off },
    usual: "on",
  },
};

const made = (tag, values, ...inside) => {
  const one = Object.assign(document.createElement(tag), values);
  one.append(...inside);
  return one;
};

// `chosen`: what the reader has chosen, by name; `choose` is called with a name and what was chosen of it.
export function form(chosen, choose) {
  const names = Object.keys(CHOICES).filter(
    (name) => name !== "setting" || document.documentElement.lang.includes("Hant"),
  );
  const fields = names.map((name) => {
    const choice = CHOICES[name];
    const now = chosen[name] in choice.values ? chosen[name] : choice.usual;
    const labels = Object.entries(choice.values).map(([value, text]) => {
      const input = made("input", { type: "radio", name, value, checked: value === now });
      input.addEventListener("change", () => choose(name, value));
      return made("label", {}, input, made("span", {}, text));
    });
    return made("fieldset", {}, made("legend", {}, choice.words), made("div", {}, ...labels));
  });
  return made("form", { className: "choices" }, ...fields);
}
