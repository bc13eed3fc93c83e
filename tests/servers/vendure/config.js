"use strict"

/** A small shop: SQLite, pretend payments, jobs in its own process, and the plugin that tells Shopkeeper. */

const {
  DefaultJobQueuePlugin,
  DefaultLogger,
  DefaultSearchPlugin,
  LogLevel,
  dummyPaymentHandler,
} = require("@vendure/core")
const { ShopkeeperPlugin } = require("../../../packaging/vendure/shopkeeper-plugin.js")

/** `wish`: database, port, user, password, hooks; `fill` makes the tables. */
function config(wish, { fill = false } = {}) {
  return {
    logger: new DefaultLogger({ level: LogLevel.Warn, timestamp: false }),
    apiOptions: { hostname: "127.0.0.1", port: wish.port, adminApiPath: "admin-api", shopApiPath: "shop-api" },
    authOptions: {
      tokenMethod: ["bearer", "cookie"],
      superadminCredentials: { identifier: wish.user, password: wish.password },
    },
    dbConnectionOptions: {
      type: "better-sqlite3",
      database: wish.database,
      synchronize: fill,
      // What is thrown away at the end need not survive a power cut.
      prepareDatabase: (database) => database.pragma("synchronous = OFF"),
    },
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    plugins: [
      DefaultJobQueuePlugin.init({ useDatabaseForBuffer: true }),
      DefaultSearchPlugin.init({ bufferUpdates: false, indexStockStatus: true }),
      ShopkeeperPlugin.init({ hooks: wish.hooks }),
    ],
  }
}

module.exports = { config }
