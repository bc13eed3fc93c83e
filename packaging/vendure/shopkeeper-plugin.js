"use strict"

/*
 * A Vendure plugin that tells Shopkeeper what changes in this shop: orders, customers, products.
 *
 * It posts ids, never names or addresses; Shopkeeper then asks the Admin API for what it may see. Each post is signed:
 *
 *   x-shopkeeper-signature: t=<unix seconds>,v1=<HMAC-SHA256 of "<t>.<body>" under the secret, hex>
 *   {"type": "order", "id": "12", "channels": ["token"], "at": 1767225600000, "delivery": "…"}
 *
 * What could not be posted is tried again through the shop's own job queue. See README.md for how it is put in.
 */

const { createHash, createHmac, randomUUID } = require("node:crypto")
const { setTimeout: pause } = require("node:timers/promises")
const {
  AccountVerifiedEvent,
  ConfigService,
  Customer,
  CustomerAddressEvent,
  CustomerEvent,
  EventBus,
  HistoryEntryEvent,
  JobQueueService,
  Logger,
  Order,
  OrderEvent,
  OrderStateTransitionEvent,
  PaymentStateTransitionEvent,
  PluginCommonModule,
  ProcessContext,
  Product,
  ProductEvent,
  ProductVariantEvent,
  RefundEvent,
  RefundStateTransitionEvent,
  TransactionalConnection,
  VendurePlugin,
} = require("@vendure/core")

const NAME = "Shopkeeper"
const QUEUE = "shopkeeper-webhooks"
const SHORTEST_SECRET = 16
/** What happens to one order in one breath is told once. */
const TOGETHER_MS = 250
const TIMEOUT_MS = 10_000
/** Between the tries of one run of a job; after the last one the job queue decides. */
const WAITS_MS = [1_000, 5_000, 15_000]
const RUNS_MORE = 20
/** Answers after which the same post may go through later; any other refusal is final. */
const LATER = new Set([408, 425, 429])

const ofOrder = (event) => [["order", event.order.id]]

const ENTITIES = { order: Order, customer: Customer, product: Product }
/** Which fact concerns which things. History covers parcels, notes and modifications. */
const WATCHED = [
  [OrderStateTransitionEvent, ofOrder],
  [OrderEvent, ofOrder],
  [PaymentStateTransitionEvent, ofOrder],
  [RefundEvent, ofOrder],
  [RefundStateTransitionEvent, ofOrder],
  [HistoryEntryEvent, (event) => [["order", event.entity.order?.id], ["customer", event.entity.customer?.id]]],
  [CustomerEvent, (event) => [["customer", event.entity.id]]],
  [CustomerAddressEvent, (event) => [["customer", event.entity.customer?.id]]],
  [AccountVerifiedEvent, (event) => [["customer", event.customer.id]]],
  [ProductEvent, (event) => [["product", event.entity.id]]],
  [ProductVariantEvent, (event) => event.entity.map((variant) => ["product", variant.productId])],
]

class PostFailed extends Error {}

class ShopkeeperPlugin {
  static hooks = []

  static init(options) {
    ShopkeeperPlugin.hooks = options.hooks.map(checked)
    return ShopkeeperPlugin
  }

  constructor(eventBus, jobQueues, connection, config, processContext) {
    Object.assign(this, { eventBus, jobQueues, connection, processContext })
    this.ids = config.entityOptions.entityIdStrategy ?? config.entityIdStrategy
    this.noted = new Map()
    this.closing = new AbortController()
  }

  async onModuleInit() {
    // A queue for each: a desk that is away keeps no other one waiting.
    this.queues = await Promise.all(ShopkeeperPlugin.hooks.map((hook) => this.queueOf(hook)))
  }

  async onApplicationBootstrap() {
    for (const [event, concerns] of WATCHED) {
      this.eventBus.ofType(event).subscribe({
        next: (seen) => concerns(seen).forEach(([type, id]) => this.note(type, id)),
        error: (error) => Logger.error(`${event.name} is no longer heard: ${error.message}`, NAME),
      })
    }
    if (this.processContext.isServer) await this.enqueue({ type: "ping", id: "", channels: [], at: Date.now() })
  }

  async onModuleDestroy() {
    this.closing.abort()
    await Promise.all([...this.noted.values()].map((one) => one.tell()))
  }

  queueOf(hook) {
    const name = `${QUEUE}-${createHash("sha256").update(hook.url).digest("hex").slice(0, 8)}`
    return this.jobQueues.createQueue({ name, process: (job) => this.deliver(hook, JSON.stringify(job.data)) })
  }

  /** Remember that something concerns this thing; told a moment later, once. */
  note(type, id) {
    const key = `${type}:${id}`
    if (id === undefined || this.noted.has(key)) return
    const at = Date.now()
    const tell = () => {
      clearTimeout(timer)
      this.noted.delete(key)
      return this.tell(type, id, at).catch((error) => Logger.error(`${key} is not told: ${error.message}`, NAME))
    }
    const timer = setTimeout(tell, TOGETHER_MS)
    this.noted.set(key, { tell })
  }

  async tell(type, id, at) {
    const entities = this.connection.rawConnection.getRepository(ENTITIES[type])
    const found = await entities.findOne({ where: { id }, relations: { channels: true } })
    // A cart or a draft is nobody's order yet.
    if (!found || (type === "order" && !found.orderPlacedAt)) return
    await this.enqueue({
      type,
      id: String(this.ids.encodeId(id)),
      channels: found.channels.map((channel) => channel.token),
      at,
    })
  }

  async enqueue(word) {
    for (const [index, hook] of ShopkeeperPlugin.hooks.entries()) {
      if (concernsHook(hook, word)) {
        await this.queues[index].add({ ...word, delivery: randomUUID() }, { retries: RUNS_MORE })
      }
    }
  }

  /** One run of a job: several tries. Throws when all failed, so that the queue runs it again. */
  async deliver(hook, body) {
    for (const wait of WAITS_MS) {
      try {
        return await this.post(hook, body)
      } catch (error) {
        if (!(error instanceof PostFailed)) throw error
        Logger.warn(`${error.message} Again in ${wait / 1000} s.`, NAME)
        await pause(wait, undefined, { signal: this.closing.signal })
      }
    }
    return this.post(hook, body)
  }

  async post(hook, body) {
    const answer = await this.send(hook, body)
    if (answer.ok) return answer.status
    if (answer.status >= 500 || LATER.has(answer.status)) throw new PostFailed(`${hook.url} answered ${answer.status}.`)
    Logger.error(`${hook.url} refused a post with ${answer.status}: compare address and secret.`, NAME)
    return answer.status
  }

  async send(hook, body) {
    const headers = { "content-type": "application/json", "x-shopkeeper-signature": signature(hook.secret, body) }
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(TIMEOUT_MS)])
    try {
      // A post that is led elsewhere would arrive where nobody compared the secret.
      const answer = await fetch(hook.url, { method: "POST", headers, body, signal, redirect: "manual" })
      await answer.body?.cancel()
      return answer
    } catch (error) {
      throw new PostFailed(`${hook.url} does not answer (${error.cause?.code ?? error.name}).`)
    }
  }
}

/** The hook as given. Throws, with what to mend, at the start of the shop and not at its first order. */
function checked(hook) {
  if (!/^https?:\/\/\S+$/.test(hook?.url ?? "")) throw new Error(`${NAME}: "url" is the webhook address shown for the store.`)
  if ((hook.secret ?? "").length < SHORTEST_SECRET) {
    throw new Error(`${NAME}: "secret" has ${SHORTEST_SECRET} characters or more, the same as in Shopkeeper.`)
  }
  return hook
}

function concernsHook(hook, word) {
  return !hook.channel || word.type === "ping" || word.channels.includes(hook.channel)
}

function signature(secret, body) {
  const seconds = Math.floor(Date.now() / 1000)
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`
}

// Written without decorators, so that it can be copied as it stands: what Nest hands to the constructor, in order.
Reflect.defineMetadata(
  "design:paramtypes",
  [EventBus, JobQueueService, TransactionalConnection, ConfigService, ProcessContext],
  ShopkeeperPlugin,
)
VendurePlugin({ imports: [PluginCommonModule], compatibility: "^3.0.0" })(ShopkeeperPlugin)

module.exports = { ShopkeeperPlugin }
