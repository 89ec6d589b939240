// What every page's scripts are.
import "./menu.js";
import "./turn.js";
import "./search.js";
