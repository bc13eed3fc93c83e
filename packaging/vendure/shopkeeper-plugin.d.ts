import type { Type } from "@vendure/core"

export interface ShopkeeperHook {
  /** The webhook address that Shopkeeper shows for this store. */
  url: string
  /** The webhook secret that was typed into Shopkeeper, 16 characters or more. */
  secret: string
  /** Only what belongs to the channel with this token; without it, everything. */
  channel?: string
}

export interface ShopkeeperOptions {
  hooks: ShopkeeperHook[]
}

export declare class ShopkeeperPlugin {
  static init(options: ShopkeeperOptions): Type<ShopkeeperPlugin>
}
