// The words that scripts put on a page, in the page's variant. The build makes a file of them for each variant, of every
// entry of words.yml that a script names as `words.NAME`.
export default (await import(`./words.${document.documentElement.lang}.js`)).default;
