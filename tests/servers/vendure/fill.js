"use strict"

/** `node fill.js WISH.json`: make the tables and put in what the shop sells. */

const { readFileSync } = require("node:fs")
const path = require("node:path")
const { ChannelService, ProductVariant, RequestContext, TransactionalConnection, bootstrap } = require("@vendure/core")
const { populate } = require("@vendure/core/cli")
const { config } = require("./config.js")

const PRODUCTS = path.join(__dirname, "products.csv")
const CARD = { code: "dummy-payment-handler", arguments: [{ name: "automaticSettle", value: "true" }] }
const INVOICE = { code: "dummy-payment-handler", arguments: [{ name: "automaticSettle", value: "false" }] }
const INITIAL = {
  defaultLanguage: "en",
  defaultZone: "Europe",
  roles: [],
  countries: [
    { code: "FR", name: "France", zone: "Europe" },
    { code: "DE", name: "Germany", zone: "Europe" },
    { code: "ES", name: "Spain", zone: "Europe" },
    { code: "GB", name: "United Kingdom", zone: "Britain" },
  ],
  taxRates: [
    { name: "Standard", percentage: 20 },
    { name: "Reduced", percentage: 5.5 },
  ],
  shippingMethods: [
    { name: "Standard", price: 490, taxRate: 20 },
    { name: "Express", price: 1290, taxRate: 20 },
  ],
  paymentMethods: [
    { name: "Card", handler: CARD },
    { name: "Invoice", handler: INVOICE },
  ],
  collections: [],
}

/** Prices are kept for the channel's currency, so it is set before anything is sold. */
async function opened(wish) {
  const app = await bootstrap(config(wish, { fill: true }))
  const channels = app.get(ChannelService)
  const { id } = await channels.getDefaultChannel()
  await channels.update(RequestContext.empty(), {
    id,
    defaultCurrencyCode: "EUR",
    availableCurrencyCodes: ["EUR"],
    pricesIncludeTax: true,
  })
  return app
}

/** Importing logs what fails and goes on, so what came of it is counted. */
async function counted(app) {
  const wanted = readFileSync(PRODUCTS, "utf8").trim().split("\n").length - 1
  const found = await app.get(TransactionalConnection).rawConnection.getRepository(ProductVariant).count()
  if (found !== wanted) throw new Error(`${found} of ${wanted} variants came in`)
}

async function fill(wish) {
  const app = await populate(() => opened(wish), INITIAL, PRODUCTS)
  await counted(app)
  await app.close()
}

fill(JSON.parse(readFileSync(process.argv[2], "utf8"))).then(
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
