// What an item's scripts are.
import "./site.js";
import "./marks.js";
import "./tools.js";
import "./aloud.js";
import "./cite.js";
