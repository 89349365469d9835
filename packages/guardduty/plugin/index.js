// Built from src, next to the library.
require("../dist/plugin.js");
