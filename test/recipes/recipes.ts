import { DATA_RECIPES } from './data-recipes.ts'
import type { Recipe } from './recipe.ts'
import { SCREEN_RECIPES } from './screen-recipes.ts'

/** Every row of ARCHITECTURE.md's "Adding things". */
export const RECIPES: readonly Recipe[] = [...DATA_RECIPES, ...SCREEN_RECIPES]
