// The day on which a reader saw a page, in its citations: GB/T 7714-2015 8.1 asks for it in square brackets, BibTeX has
// `urldate`, RIS `Y2`, CSL `accessed`. No page can know it; only what has an address on the web gets one.
const two = (number) => String(number).padStart(2, "0");
const parts = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()];
const iso = (day) => parts(day).map(two).join("-");

const WAYS = {
  "GB/T 7714": (text, day) => text.replace(/\)\. (?=https?:\S+$)/, `)[${iso(day)}]. `),
  BibTeX: (text, day) => text.replace(/^( {2}url = .*\n)/m, (line) => `${line}  urldate = {${iso(day)}},\n`),
  RIS: (text, day) => text.replace(/^UR {2}- .*\n/m, (line) => `${line}Y2  - ${iso(day).replaceAll("-", "/")}\n`),
  "CSL-JSON": (text, day) => {
    const [item] = JSON.parse(text);
    return item.URL ? JSON.stringify([{ ...item, accessed: { "date-parts": [parts(day)] } }]) : text;
  },
};

export const accessed = (name, text, day) => WAYS[name]?.(text, day) ?? text;
