"""What we ask and say: https://docs.vendure.io/reference/graphql-api/admin/queries/ and …/mutations/ (Vendure 3.1 and later)."""

from __future__ import annotations

_PLACE = "fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber"
PRECISION = "globalSettings { trackInventory serverConfig { moneyStrategyPrecision } }"
NO = "... on ErrorResult { errorCode message }"
_NOT_MOVED = "... on OrderStateTransitionError { errorCode message transitionError }"
MOVED = f"{{ __typename ... on Order {{ id state }} {_NOT_MOVED} }}"

ORDER = f"""fragment Whole on Order {{
  id code state createdAt updatedAt orderPlacedAt currencyCode couponCodes totalWithTax
  customer {{ id firstName lastName emailAddress phoneNumber }}
  shippingAddress {{ {_PLACE} }} billingAddress {{ {_PLACE} }}
  lines {{
    id quantity unitPriceWithTax proratedUnitPriceWithTax proratedLinePriceWithTax taxRate featuredAsset {{ preview }}
    productVariant {{ id sku name product {{ id name }} options {{ name group {{ name }} }} }}
  }}
  surcharges {{ id description price priceWithTax }}
  shippingLines {{
    priceWithTax discountedPriceWithTax
    shippingMethod {{ id name }} discounts {{ adjustmentSource amountWithTax }}
  }}
  payments {{
    id createdAt updatedAt method amount state
    refunds {{ id createdAt updatedAt total shipping state reason method lines {{ orderLineId quantity }} }}
  }}
  fulfillments {{ id createdAt updatedAt state method trackingCode lines {{ orderLineId quantity }} }}
  modifications {{
    id createdAt updatedAt note priceChange isSettled lines {{ orderLineId quantity }} refund {{ id }}
  }}
  history(options: {{ take: 100, sort: {{ createdAt: DESC, id: DESC }}, filter: {{ type: {{ in: ["ORDER_NOTE", "ORDER_CANCELLATION"] }} }} }}) {{
    items {{ id type createdAt data }}
  }}
}}"""

CUSTOMER = """fragment Person on Customer {
  id createdAt updatedAt firstName lastName emailAddress phoneNumber user { verified } groups { name }
  addresses { id fullName company streetLine1 streetLine2 city province postalCode country { code } phoneNumber
    defaultShippingAddress defaultBillingAddress }
  orders(options: { take: 1, filter: { orderPlacedAt: { isNull: false } } }) { totalItems }
  history(options: { take: 100, sort: { createdAt: DESC }, filter: { type: { eq: "CUSTOMER_NOTE" } } }) {
    items { id type createdAt data }
  }
}"""

_VARIANT = """fragment Thing on ProductVariant {
  id name sku enabled priceWithTax currencyCode stockLevel trackInventory stockLevels { stockOnHand stockAllocated }
  featuredAsset { preview } options { name group { name } } product { id name enabled featuredAsset { preview } }
}"""

ONE_ORDER = f"query Order($id: ID!) {{ order(id: $id) {{ ...Whole }} {PRECISION} }} {ORDER}"
ORDER_AND_THINGS = f"""query Order($id: ID!, $things: [String!]!) {{
  order(id: $id) {{ ...Whole }} {PRECISION}
  productVariants(options: {{ filter: {{ id: {{ in: $things }} }}, take: 100 }}) {{ items {{ ...Thing }} }}
}} {ORDER} {_VARIANT}"""
ORDERS = f"""query Orders($options: OrderListOptions!) {{
  orders(options: $options) {{ totalItems items {{ ...Whole }} }} {PRECISION}
}} {ORDER}"""
HERS_BY_ID = f"""query Hers($id: ID!, $options: OrderListOptions!) {{
  customer(id: $id) {{ orders(options: $options) {{ items {{ ...Whole }} }} }} {PRECISION}
}} {ORDER}"""
HERS_BY_HANDLE = f"""query Hers($customers: CustomerListOptions!, $options: OrderListOptions!) {{
  customers(options: $customers) {{ items {{ orders(options: $options) {{ items {{ ...Whole }} }} }} }} {PRECISION}
}} {ORDER}"""
ONE_CUSTOMER = f"query Customer($id: ID!) {{ customer(id: $id) {{ ...Person }} }} {CUSTOMER}"
CUSTOMERS = f"""query Customers($options: CustomerListOptions!) {{
  customers(options: $options) {{ totalItems items {{ ...Person }} }}
}} {CUSTOMER}"""
PRODUCTS = f"""query Products($options: ProductListOptions!) {{
  products(options: $options) {{ items {{ id name featuredAsset {{ preview }} facetValues {{ name }} variants {{ ...Thing }} }} }} {PRECISION}
}} {_VARIANT}"""
THINGS = f"""query Things($things: [String!]!) {{
  productVariants(options: {{ filter: {{ id: {{ in: $things }} }}, take: 100 }}) {{ items {{ ...Thing }} }} {PRECISION}
}} {_VARIANT}"""
BUYER = f"""query Buyer($whose: CustomerListOptions!, $things: [String!]!) {{
  customers(options: $whose) {{ items {{ ...Person }} }}
  productVariants(options: {{ filter: {{ id: {{ in: $things }} }}, take: 100 }}) {{ items {{ ...Thing }} }}
  {PRECISION}
}} {CUSTOMER} {_VARIANT}"""
CODE = f"""query Code($code: String!) {{
  promotions(options: {{ filter: {{ couponCode: {{ eq: $code }} }}, take: 10 }}) {{ items {{ id couponCode description }} }}
  {PRECISION} activeChannel {{ defaultLanguageCode pricesIncludeTax defaultCurrencyCode }}
}}"""
MOVES = """query Moves($id: ID!) {
  order(id: $id) { id state history(options: { take: 20, sort: { createdAt: DESC, id: DESC },
    filter: { type: { eq: "ORDER_STATE_TRANSITION" } } }) { items { id type createdAt data administrator { id } } } }
  activeAdministrator { id }
}"""
TRIED = """query Tried {
  me { identifier channels { token code permissions } } activeChannel { token code defaultCurrencyCode }
}"""

MOVE = f"mutation Move($id: ID!, $state: String!) {{ first: transitionOrderToState(id: $id, state: $state) {MOVED} }}"
MODIFY = f"""mutation Modify($id: ID!, $back: String!, $input: ModifyOrderInput!) {{
  first: transitionOrderToState(id: $id, state: "Modifying") {MOVED}
  change: modifyOrder(input: $input) {{ __typename ... on Order {{ id totalWithTax }} {NO} }}
  end: transitionOrderToState(id: $id, state: $back) {MOVED}
}}"""
NOTE = "mutation Note($input: AddNoteToOrderInput!) { first: addNoteToOrder(input: $input) { id } }"
PROMOTE = f"""mutation Promote($input: CreatePromotionInput!) {{
  first: createPromotion(input: $input) {{ __typename ... on Promotion {{ id couponCode }} {NO} }}
}}"""
DRAFT = "mutation Draft { first: createDraftOrder { id } }"
DROP = "mutation Drop($id: ID!) { first: deleteDraftOrder(orderId: $id) { result message } }"
QUOTES = "query Quotes($id: ID!) { eligibleShippingMethodsForDraftOrder(orderId: $id) { id name priceWithTax } }"
