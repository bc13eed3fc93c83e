"""What is asked. `$lines` and `$more` are the windows on an order's lines and on everything else that is listed within it.

Every window costs points for all it might hold, and one question may cost 1,000: small windows for lists of orders, wide ones for
a single order, further pages where an order is larger still.
"""

from typing import Final

MANY: Final = {"lines": 5, "more": 2}
ONE: Final = {"lines": 18, "more": 5}
LINES_PAGE: Final = 40
ORDERS_PAGE: Final = 4

_MONEY = "{ presentmentMoney { amount } }"
_PLACE = "{ name company address1 address2 city province provinceCode zip countryCodeV2 phone }"
LINES = f"""nodes {{
      id title quantity currentQuantity unfulfilledQuantity variantTitle sku requiresShipping
      originalUnitPriceSet {_MONEY} originalTotalSet {_MONEY}
      discountAllocations {{ allocatedAmountSet {_MONEY} }} taxLines {{ priceSet {_MONEY} }}
      variant {{ legacyResourceId selectedOptions {{ name value }} }} product {{ legacyResourceId }}
    }}
    pageInfo {{ hasNextPage endCursor }}"""
ORDER = f"""fragment Whole on Order {{
  id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason displayFinancialStatus
  displayFulfillmentStatus presentmentCurrencyCode taxesIncluded email phone note tags customerLocale statusPageUrl test edited
  discountCodes cancellation {{ staffNote }}
  customer {{ legacyResourceId displayName }}
  shippingAddress {_PLACE} billingAddress {_PLACE}
  totalPriceSet {_MONEY} totalTaxSet {_MONEY} totalDiscountsSet {_MONEY} totalReceivedSet {_MONEY}
  totalTipReceivedSet {_MONEY} originalTotalDutiesSet {_MONEY} originalTotalAdditionalFeesSet {_MONEY}
  shippingLines(first: 2) {{ nodes {{ title discountedPriceSet {_MONEY} taxLines {{ priceSet {_MONEY} }} }} }}
  lineItems(first: $lines) {{ {LINES} }}
  transactions(first: 10) {{
    id kind status gateway formattedGateway processedAt amountSet {_MONEY} parentTransaction {{ id }}
    paymentDetails {{ ... on CardPaymentDetails {{ company number }} }}
  }}
  fulfillments(first: $more) {{
    id status displayStatus createdAt deliveredAt estimatedDeliveryAt trackingInfo(first: 1) {{ company number url }}
    fulfillmentLineItems(first: $lines) {{ nodes {{ lineItem {{ id }} quantity }} pageInfo {{ hasNextPage }} }}
  }}
  refunds(first: $more) {{
    id createdAt note
    transactions(first: 3) {{ nodes {{ id kind status gateway amountSet {_MONEY} }} }}
    refundShippingLines(first: 1) {{ nodes {{ subtotalAmountSet {_MONEY} taxAmountSet {_MONEY} }} }}
    refundLineItems(first: $more) {{
      nodes {{ lineItem {{ id }} quantity restockType subtotalSet {_MONEY} totalTaxSet {_MONEY} }} pageInfo {{ hasNextPage }}
    }}
  }}
}}"""

ONE_ORDER = (
    """query Order($id: ID!, $lines: Int!, $more: Int!, $key: String!) {
  order(id: $id) { ...Whole mark: metafield(namespace: "shopkeeper", key: $key) { value } }
}
"""
    + ORDER
)
MORE_LINES = f"""query Lines($id: ID!, $first: Int!, $after: String) {{
  order(id: $id) {{ updatedAt lineItems(first: $first, after: $after) {{ {LINES} }} }}
}}"""
ORDERS = (
    """query Orders($first: Int!, $after: String, $query: String, $sort: OrderSortKeys!, $back: Boolean!, $lines: Int!,
  $more: Int!, $count: Boolean!) {
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
BY_PHONE = "query ByPhone($query: String!) { customers(first: 1, query: $query) { nodes { legacyResourceId } } }"
PRODUCTS = """query Products($first: Int!, $query: String!) {
  shop { currencyCode }
  products(first: $first, query: $query) { nodes {
    legacyResourceId title tags onlineStoreUrl
    variants(first: 20) { nodes {
      legacyResourceId sku price availableForSale inventoryQuantity selectedOptions { name value }
    } }
  } }
}"""
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
DISCOUNT_BY_CODE = """query DiscountByCode($code: String!) {
  codeDiscountNodeByCode(code: $code) { id codeDiscount { ... on DiscountCodeBasic { title } } }
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
      totalPriceSet { presentmentMoney { amount currencyCode } }
      lineItems { title quantity discountedTotalSet { presentmentMoney { amount currencyCode } } }
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
