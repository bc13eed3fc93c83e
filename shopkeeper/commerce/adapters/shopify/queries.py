"""What is asked. `$lines`, `$more` and `$few` are the windows on an order's lines, on its returns and on all else listed within it.

Every window costs points for all it might hold, and one question may cost 1,000: small windows for lists of orders, wide ones for
a single order, further pages where an order is larger still.
"""

from typing import Final

MANY: Final = {"lines": 5, "more": 2, "few": 1}
ONE: Final = {"lines": 18, "more": 5, "few": 3}
LINES_PAGE: Final = 40
ORDERS_PAGE: Final = 3

_MONEY = "{ presentmentMoney { amount } }"
_PLACE = "{ name company address1 address2 city province provinceCode zip countryCodeV2 phone }"
MOVES: Final = 10
SHIPPING_LINES: Final = 2
_PICTURE = "{ url(transform: {maxWidth: 200, maxHeight: 200}) }"
_LINE = f"""id title quantity currentQuantity unfulfilledQuantity variantTitle sku requiresShipping
      originalUnitPriceSet {_MONEY} originalTotalSet {_MONEY}
      discountAllocations {{ allocatedAmountSet {_MONEY} }} taxLines {{ priceSet {_MONEY} }}
      variant {{ legacyResourceId selectedOptions {{ name value }} }} product {{ legacyResourceId }}
      image {_PICTURE}"""
LINES = f"nodes {{ {_LINE} }} pageInfo {{ hasNextPage endCursor }}"
_SHIPPING = f"title discountedPriceSet {_MONEY} taxLines {{ priceSet {_MONEY} }}"
_PARCEL = """id status displayStatus createdAt deliveredAt estimatedDeliveryAt
    trackingInfo(first: 1) { company number url }"""
_FLAT = f"""id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason displayFinancialStatus
  displayFulfillmentStatus presentmentCurrencyCode taxesIncluded email phone note tags customerLocale statusPageUrl test edited
  discountCodes cancellation {{ staffNote }}
  customer {{ legacyResourceId displayName }}
  shippingAddress {_PLACE} billingAddress {_PLACE}
  totalPriceSet {_MONEY} totalTaxSet {_MONEY} totalDiscountsSet {_MONEY} totalReceivedSet {_MONEY}
  totalTipReceivedSet {_MONEY} originalTotalDutiesSet {_MONEY} originalTotalAdditionalFeesSet {_MONEY}
  transactions(first: {MOVES}) {{
    id kind status gateway formattedGateway processedAt amountSet {_MONEY} parentTransaction {{ id }}
    paymentDetails {{ ... on CardPaymentDetails {{ company number }} }}
  }}"""
ORDER = f"""fragment Whole on Order {{
  {_FLAT}
  shippingLines(first: {SHIPPING_LINES}) {{ nodes {{ {_SHIPPING} }} }}
  lineItems(first: $lines) {{ {LINES} }}
  fulfillments(first: $more) {{
    {_PARCEL}
    fulfillmentLineItems(first: $lines) {{ nodes {{ lineItem {{ id }} quantity }} pageInfo {{ hasNextPage }} }}
  }}
  refunds(first: $more) {{
    id createdAt note return {{ id }}
    transactions(first: 3) {{ nodes {{ id kind status gateway amountSet {_MONEY} }} }}
    refundShippingLines(first: 1) {{ nodes {{ subtotalAmountSet {_MONEY} taxAmountSet {_MONEY} }} }}
    refundLineItems(first: $more) {{
      nodes {{ lineItem {{ id }} quantity restockType subtotalSet {_MONEY} totalTaxSet {_MONEY} }} pageInfo {{ hasNextPage }}
    }}
  }}
  returns(first: $few, reverse: true) {{ nodes {{
    id status createdAt
    returnLineItems(first: $more) {{
      nodes {{ ... on ReturnLineItem {{
        quantity returnReasonNote customerNote returnReasonDefinition {{ handle }} fulfillmentLineItem {{ lineItem {{ id }} }}
      }} }} pageInfo {{ hasNextPage }}
    }}
    reverseFulfillmentOrders(first: 1) {{ nodes {{ reverseDeliveries(first: 1) {{ nodes {{ deliverable {{
      ... on ReverseDeliveryShippingDeliverable {{ label {{ publicFileUrl }} tracking {{ number }} }}
    }} }} }} }} }}
  }} pageInfo {{ hasNextPage }} }}
}}"""

ONE_ORDER = (
    """query Order($id: ID!, $lines: Int!, $more: Int!, $few: Int!, $key: String!) {
  order(id: $id) {
    ...Whole mark: metafield(namespace: "shopkeeper", key: $key) { value updatedAt } currencyCode
    paymentCollectionDetails { additionalPaymentCollectionUrl } totalOutstandingSet { presentmentMoney { amount } }
  }
}
"""
    + ORDER
)
MORE_LINES = f"""query Lines($id: ID!, $first: Int!, $after: String) {{
  order(id: $id) {{ updatedAt lineItems(first: $first, after: $after) {{ {LINES} }} }}
}}"""
ORDERS = (
    """query Orders($first: Int!, $after: String, $query: String, $sort: OrderSortKeys!, $back: Boolean!, $lines: Int!,
  $more: Int!, $few: Int!, $count: Boolean!) {
  orders(first: $first, after: $after, query: $query, sortKey: $sort, reverse: $back) {
    nodes { ...Whole } pageInfo { hasNextPage endCursor }
  }
  ordersCount(query: $query, limit: null) @include(if: $count) { count }
}
"""
    + ORDER
)
SUGGESTED = f"""query Suggested($id: ID!, $pieces: [RefundLineItemInput!]!, $shipping: Money) {{
  order(id: $id) {{
    updatedAt cancelledAt displayFulfillmentStatus
    suggestedRefund(refundLineItems: $pieces, shippingAmount: $shipping) {{
      amountSet {_MONEY} refundLineItems {{ lineItem {{ id }} location {{ id }} }}
    }}
  }}
}}"""
STANDING = "query Standing($id: ID!) { order(id: $id) { updatedAt cancelledAt displayFulfillmentStatus } }"
CUSTOMER = f"""query Customer($id: ID!) {{
  customer(id: $id) {{
    legacyResourceId displayName verifiedEmail locale numberOfOrders tags note createdAt updatedAt
    defaultEmailAddress {{ emailAddress }} defaultPhoneNumber {{ phoneNumber }} amountSpent {{ amount currencyCode }}
    defaultAddress {_PLACE}
  }}
}}"""
BALANCES = """query Balances($id: ID!) {
  customer(id: $id) { storeCreditAccounts(first: 5) { nodes { balance { amount currencyCode } } } }
}"""
BY_PHONE = "query ByPhone($query: String!) { customers(first: 1, query: $query) { nodes { legacyResourceId } } }"
PRODUCTS = f"""query Products($first: Int!, $query: String!, $variants: Int!) {{
  shop {{ currencyCode }}
  products(first: $first, query: $query) {{ nodes {{
    legacyResourceId title tags onlineStoreUrl featuredMedia {{ preview {{ image {_PICTURE} }} }}
    variants(first: $variants) {{ nodes {{
      legacyResourceId sku price availableForSale inventoryQuantity selectedOptions {{ name value }}
    }} }}
  }} }}
}}"""
SHOP = "query Shop { shop { name currencyCode myshopifyDomain } currentAppInstallation { accessScopes { handle } } }"

REFUND = """mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { refund { id } userErrors { field message } }
}"""
CANCEL = """mutation Cancel($id: ID!, $reason: OrderCancelReason!, $method: OrderCancelRefundMethodInput, $restock: Boolean!,
  $notify: Boolean, $note: String, $mark: OrderInput!) {
  orderUpdate(input: $mark) { userErrors { field message } }
  orderCancel(orderId: $id, reason: $reason, refundMethod: $method, restock: $restock, notifyCustomer: $notify, staffNote: $note) {
    job { id } orderCancelUserErrors { field message }
  }
}"""
UPDATE = """mutation Update($input: OrderInput!, $id: ID!, $add: [String!]!, $drop: [String!]!, $adds: Boolean!, $drops: Boolean!) {
  tagsAdd(id: $id, tags: $add) @include(if: $adds) { userErrors { field message } }
  tagsRemove(id: $id, tags: $drop) @include(if: $drops) { userErrors { field message } }
  orderUpdate(input: $input) { order { id } userErrors { field message } }
}"""
DISCOUNT = """mutation Discount($input: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { field message } }
}"""
FREE_SHIPPING = """mutation FreeShipping($input: DiscountCodeFreeShippingInput!) {
  discountCodeFreeShippingCreate(freeShippingCodeDiscount: $input) { codeDiscountNode { id } userErrors { field message } }
}"""
DISCOUNT_BY_CODE = """query DiscountByCode($code: String!) {
  codeDiscountNodeByCode(code: $code) { id codeDiscount {
    ... on DiscountCodeBasic { title } ... on DiscountCodeFreeShipping { title }
  } }
}"""
DRAFT = """mutation Draft($input: DraftOrderInput!) {
  draftOrderCreate(input: $input) { draftOrder { id invoiceUrl } userErrors { field message } }
}"""
DRAFTS = """query Drafts($query: String!) {
  found: draftOrders(first: 1, query: $query) { nodes { id tags invoiceUrl } }
  last: draftOrders(first: 50, sortKey: ID, reverse: true) { nodes { id tags invoiceUrl } }
}"""
CALCULATE = """mutation Calculate($input: DraftOrderInput!) {
  draftOrderCalculate(input: $input) {
    calculatedDraftOrder {
      totalPriceSet { shopMoney { currencyCode } presentmentMoney { amount currencyCode } }
      lineItems { title quantity variant { id price } discountedTotalSet { presentmentMoney { amount currencyCode } } }
    }
    userErrors { field message }
  }
}"""
SUBSCRIPTIONS = "query Subscriptions { webhookSubscriptions(first: 100) { nodes { id topic uri } } }"
SUBSCRIBE = """mutation Subscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: {uri: $uri, format: JSON}) {
    webhookSubscription { id } userErrors { field message }
  }
}"""
UNSUBSCRIBE = """mutation Unsubscribe($id: ID!) {
  webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
}"""
CUSTOMER_MARK = """query CustomerMark($id: ID!, $key: String!) {
  customer(id: $id) { id mark: metafield(namespace: "shopkeeper", key: $key) { value } }
}"""
EDIT_CUSTOMER = """mutation EditCustomer($id: ID!, $input: CustomerInput!, $address: MailingAddressInput!, $add: [String!]!,
  $drop: [String!]!, $moves: Boolean!, $adds: Boolean!, $drops: Boolean!) {
  customerAddressCreate(customerId: $id, address: $address, setAsDefault: true) @include(if: $moves) {
    userErrors { field message }
  }
  tagsAdd(id: $id, tags: $add) @include(if: $adds) { userErrors { field message } }
  tagsRemove(id: $id, tags: $drop) @include(if: $drops) { userErrors { field message } }
  customerUpdate(input: $input) { customer { id } userErrors { field message } }
}"""

OFFERED = """query Offered($id: ID!, $variants: [ID!]!, $country: CountryCode) {
  order(id: $id) { updatedAt cancelledAt displayFulfillmentStatus }
  nodes(ids: $variants) { ... on ProductVariant {
    id title availableForSale inventoryQuantity product { title }
    contextualPricing(context: {country: $country}) { price { amount currencyCode } }
  } }
}"""
BEGIN_EDIT = """mutation BeginEdit($id: ID!) {
  orderEditBegin(id: $id) {
    calculatedOrder { id originalOrder { updatedAt } } userErrors { field message }
  }
}"""
# The % is the step's number: each change of a session is a field of its own name, and they are made one after another.
STAGED_LINE = """  change%: orderEditSetQuantity(id: $id, lineItemId: $what%, quantity: $count%, restock: true) {
    calculatedOrder { totalOutstandingSet { presentmentMoney { amount } } } userErrors { field message }
  }"""
STAGED_VARIANT = """  change%: orderEditAddVariant(id: $id, variantId: $what%, quantity: $count%, allowDuplicates: true) {
    calculatedOrder { totalOutstandingSet { presentmentMoney { amount } } } userErrors { field message }
  }"""
COMMIT_EDIT = """mutation CommitEdit($id: ID!, $notify: Boolean, $note: String, $mark: OrderInput!) {
  orderEditCommit(id: $id, notifyCustomer: $notify, staffNote: $note) { order { id } userErrors { field message } }
  orderUpdate(input: $mark) { userErrors { field message } }
}"""
REPLACE = """mutation Replace($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput, $mark: OrderInput!) {
  orderCreate(order: $order, options: $options) { order { id } userErrors { field message } }
  orderUpdate(input: $mark) { userErrors { field message } }
}"""
AGAIN = """mutation Again($input: DraftOrderInput!, $mark: OrderInput!) {
  draftOrderCreate(input: $input) { draftOrder { id invoiceUrl } userErrors { field message } }
  orderUpdate(input: $mark) { userErrors { field message } }
}"""
TAGGED_ORDERS = """query TaggedOrders($query: String!) {
  found: orders(first: 1, query: $query) { nodes { legacyResourceId tags } }
  last: orders(first: 50, sortKey: ID, reverse: true) { nodes { legacyResourceId tags } }
}"""
RETURNABLE = """query Returnable($id: ID!) {
  returnReasonDefinitions(first: 250) { nodes { id handle deleted } }
  returnableFulfillments(orderId: $id, first: 5) { nodes { returnableFulfillmentLineItems(first: 30) { nodes {
    quantity fulfillmentLineItem { id lineItem { id } }
  } } } }
}"""
RETURN = """mutation Return($input: ReturnInput!) {
  returnCreate(returnInput: $input) { return { id } userErrors { field message } }
}"""
CREDITS = """query Credits($id: ID!, $key: String!) {
  customer(id: $id) {
    id mark: metafield(namespace: "shopkeeper", key: $key) { value updatedAt }
    storeCreditAccounts(first: 5) { nodes { transactions(first: 20, sortKey: CREATED_AT, reverse: true) { nodes {
      ... on StoreCreditAccountCreditTransaction { id createdAt event amount { amount currencyCode } }
    } } } }
  }
}"""
CREDIT = """mutation Credit($mark: CustomerInput!, $id: ID!, $credit: StoreCreditAccountCreditInput!) {
  customerUpdate(input: $mark) { customer { id } userErrors { field message } }
  storeCreditAccountCredit(id: $id, creditInput: $credit) {
    storeCreditAccountTransaction { id } userErrors { field message }
  }
}"""
GIFT = """mutation Gift($input: GiftCardCreateInput!) {
  giftCardCreate(input: $input) { giftCard { id } userErrors { field message } }
}"""
GIFTS = """query Gifts($query: String!) {
  found: giftCards(first: 1, query: $query) { nodes { id note } }
  last: giftCards(first: 50, sortKey: ID, reverse: true) { nodes { id note } }
}"""
RUN_BULK = """mutation RunBulk($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) {
    bulkOperation { id } userErrors { field message code }
  }
}"""
BULK = """query Bulk($id: ID!) {
  bulkOperation(id: $id) { id status errorCode rootObjectCount fileSize url createdAt }
}"""
BULK_ORDERS = f"""{{ orders {{ edges {{ node {{
  {_FLAT}
  returnStatus refunds(first: 1) {{ id }} fulfillments(first: 2) {{ {_PARCEL} }}
  shippingLines {{ edges {{ node {{ {_SHIPPING} }} }} }}
  lineItems {{ edges {{ node {{ {_LINE} }} }} }}
}} }} }} }}"""
