/* What every page does. Each page works without it. */

import { startAppearance } from "./appearance.js";
import { startFilters } from "./filters.js";
import { startMenus } from "./menus.js";
import { startParts } from "./parts.js";
import { startSelection } from "./selection.js";

startAppearance();
startFilters();
startMenus();
startParts();
startSelection();
