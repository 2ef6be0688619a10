/** The routes of creators and what they sell. */
import type { Creators } from '../engagement/creators/creators.ts'
import type { Products } from '../engagement/creators/products.ts'
import type { App } from './app.ts'
import { creatorRoutes } from './creators/creators.ts'
import { productRoutes } from './products/products.ts'

export function sellerRoutes(app: App, parts: { readonly creators: Creators; readonly products: Products }): void {
  creatorRoutes(app, parts)
  productRoutes(app, parts)
}
