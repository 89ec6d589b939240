// The form editor's program, which is others' code and comes minified: what our page calls of it.
declare const CMS: any;
export default CMS;
