"""Every route as a method. Made from shopkeeper/openapi.json by scripts/lib/make_client.py. Do not edit."""

# mypy: disable-error-code="no-any-return"
from typing import Any, Literal  # noqa: F401

from shopkeeper_client import model
from shopkeeper_client.transport import Transport


class Shopkeeper(Transport):
    """A desk, by its address and a bearer token. Failures are raised as Problem."""

    def add_action_preview(self, data: model.CommerceActingWish) -> model.Previewed:
        """What would happen, and whether this agent may. Nothing is done; the shop is asked once at most. (POST /api/v1/action-previews)"""
        return self.ask("POST", "/api/v1/action-previews", model.Previewed, data=data)

    def agents(self) -> model.PageAgent:
        """Everybody who works or worked here, by name. (GET /api/v1/agents)"""
        return self.ask("GET", "/api/v1/agents", model.PageAgent)

    def add_agent(self, data: model.NewAgent) -> model.Agent:
        """Let somebody in. They are invited, and join by the link of POST …/invitation. (POST /api/v1/agents)"""
        return self.ask("POST", "/api/v1/agents", model.Agent, data=data)

    def agent(self, id: str) -> model.Agent:
        """One agent. (GET /api/v1/agents/{id})"""
        return self.ask("GET", "/api/v1/agents/{id}", model.Agent, where={"id": id})

    def change_agent(self, id: str, data: model.AgentChange) -> model.Agent:
        """Change name, role, rights or state. `disabled` signs them out everywhere; anything else brings them back. (PATCH /api/v1/agents/{id})"""
        return self.ask("PATCH", "/api/v1/agents/{id}", model.Agent, where={"id": id}, data=data)

    def add_agent_invitation(self, id: str) -> model.InvitationLink:
        """A one-time link to join, good for seven days. (POST /api/v1/agents/{id}/invitation)"""
        return self.ask("POST", "/api/v1/agents/{id}/invitation", model.InvitationLink, where={"id": id})

    def remove_agent_totp(self, id: str) -> None:
        """Switch the second step off for somebody who lost their phone and their recovery codes. They are told by mail. (DELETE /api/v1/agents/{id}/totp)"""
        self.ask("DELETE", "/api/v1/agents/{id}/totp", None, where={"id": id})

    def approvals(self, *, after: str | None = None, limit: int | None = None) -> model.PageApproval:
        """What waits for a second person, the newest first. (GET /api/v1/approvals)"""
        return self.ask("GET", "/api/v1/approvals", model.PageApproval, query={"after": after, "limit": limit})

    def approvals_asked(self, *, limit: int | None = None) -> model.PageApproval:
        """What you asked a second person for, however it ended, the newest first. (GET /api/v1/approvals/asked)"""
        return self.ask("GET", "/api/v1/approvals/asked", model.PageApproval, query={"limit": limit})

    def approvals_count(self) -> model.ForMe:
        """How many wait for you. (GET /api/v1/approvals/count)"""
        return self.ask("GET", "/api/v1/approvals/count", model.ForMe)

    def add_attachment(self, *, name: str | None = None) -> model.Attachment:
        """Bring a file: as the raw body with `?name=`, or as a form with one file in it. A message then takes it along. (POST /api/v1/attachments)"""
        return self.ask("POST", "/api/v1/attachments", model.Attachment, query={"name": name})

    def attachment(self, id: str) -> bytes:
        """The file. Only pictures and PDFs may show in the browser; everything else is saved. (GET /api/v1/attachments/{id})"""
        return self.ask("GET", "/api/v1/attachments/{id}", bytes, where={"id": id})

    def brands(self) -> model.PageBrand:
        """All brands, the first one first. (GET /api/v1/brands)"""
        return self.ask("GET", "/api/v1/brands", model.PageBrand)

    def add_brand(self, data: model.NewBrand) -> model.Brand:
        """A new brand. (POST /api/v1/brands)"""
        return self.ask("POST", "/api/v1/brands", model.Brand, data=data)

    def remove_brand(self, id: str) -> None:
        """Remove a brand that nothing needs any more. (DELETE /api/v1/brands/{id})"""
        self.ask("DELETE", "/api/v1/brands/{id}", None, where={"id": id})

    def change_brand(self, id: str, data: model.BrandChange) -> model.Brand:
        """Change a brand. The signature's HTML is sanitised before it is kept. (PATCH /api/v1/brands/{id})"""
        return self.ask("PATCH", "/api/v1/brands/{id}", model.Brand, where={"id": id}, data=data)

    def add_bulk(self, data: model.Bulk) -> model.ConversationsBulkingOutcome:
        """The same act on many conversations. (POST /api/v1/bulk)"""
        return self.ask("POST", "/api/v1/bulk", model.ConversationsBulkingOutcome, data=data)

    def carrier_kinds(self) -> model.PageCarrierKind:
        """The kinds of services that can be connected. (GET /api/v1/carrier-kinds)"""
        return self.ask("GET", "/api/v1/carrier-kinds", model.PageCarrierKind)

    def carrier_quarantine(self, *, after: str | None = None, limit: int | None = None) -> model.PageHeldEvent:
        """Events that could not be read, or that nobody can say which parcel they are about: the newest first, each with its reason. (GET /api/v1/carrier-quarantine)"""
        return self.ask("GET", "/api/v1/carrier-quarantine", model.PageHeldEvent, query={"after": after, "limit": limit})

    def carrier_quarantine_raw(self, id: str) -> bytes:
        """The bytes as they came. (GET /api/v1/carrier-quarantine/{id}/raw)"""
        return self.ask("GET", "/api/v1/carrier-quarantine/{id}/raw", bytes, where={"id": id})

    def add_carrier_quarantine_replay(self, id: str) -> model.Heard:
        """Try it again; answers what became of it. (POST /api/v1/carrier-quarantine/{id}/replay)"""
        return self.ask("POST", "/api/v1/carrier-quarantine/{id}/replay", model.Heard, where={"id": id})

    def carriers(self) -> model.PageCarrierShown:
        """All accounts. Secrets are never shown, only which ones are filled in. (GET /api/v1/carriers)"""
        return self.ask("GET", "/api/v1/carriers", model.PageCarrierShown)

    def add_carrier(self, data: model.CarrierWish) -> model.CarrierShown:
        """Connect an account. Parcels that are on their way are followed from then on, where the service takes numbers. (POST /api/v1/carriers)"""
        return self.ask("POST", "/api/v1/carriers", model.CarrierShown, data=data)

    def remove_carrier(self, id: str) -> None:
        """Disconnect an account. What it told stays; its secrets are forgotten at once. (DELETE /api/v1/carriers/{id})"""
        self.ask("DELETE", "/api/v1/carriers/{id}", None, where={"id": id})

    def change_carrier(self, id: str, data: model.CarrierChange) -> model.CarrierShown:
        """Change what is given; one that needed its owner gets another try. (PATCH /api/v1/carriers/{id})"""
        return self.ask("PATCH", "/api/v1/carriers/{id}", model.CarrierShown, where={"id": id}, data=data)

    def add_carrier_test(self, id: str) -> model.CommerceConnectingTrial:
        """Try its key and say in plain words whether it works. (POST /api/v1/carriers/{id}/test)"""
        return self.ask("POST", "/api/v1/carriers/{id}/test", model.CommerceConnectingTrial, where={"id": id})

    def channels(self) -> model.PageKind:
        """The kinds of inboxes that can be connected. (GET /api/v1/channels)"""
        return self.ask("GET", "/api/v1/channels", model.PageKind)

    def commerce_policy(self) -> model.Ruling:
        """What agents may do alone, and what the shop allows at all. (GET /api/v1/commerce-policy)"""
        return self.ask("GET", "/api/v1/commerce-policy", model.Ruling)

    def set_commerce_policy(self, data: model.Ruling) -> model.Ruling:
        """Set all of it. With the `version` you read, a change somebody made meanwhile is not written over. (PUT /api/v1/commerce-policy)"""
        return self.ask("PUT", "/api/v1/commerce-policy", model.Ruling, data=data)

    def commerce_policy_changes(self, *, after: str | None = None, limit: int | None = None) -> model.PagePolicyChange:
        """Who changed what, the newest first. (GET /api/v1/commerce-policy/changes)"""
        return self.ask("GET", "/api/v1/commerce-policy/changes", model.PagePolicyChange, query={"after": after, "limit": limit})

    def add_commerce_policy_trial(self, data: model.PolicyTrial) -> model.PageRoleAnswer:
        """What each role would hear about an example order. Nothing is done. (POST /api/v1/commerce-policy/trials)"""
        return self.ask("POST", "/api/v1/commerce-policy/trials", model.PageRoleAnswer, data=data)

    def conversations(self, *, view: str | None = None, inbox: str | None = None, tag: str | None = None, brand: str | None = None, assignee: str | None = None, topic: str | None = None, person: str | None = None, q: str | None = None, after: str | None = None, limit: int | None = None) -> model.PageConversation:
        """A list of the inbox. Views: mine, unassigned, all, waiting, later, closed, spam, trash, mentions. (GET /api/v1/conversations)"""
        return self.ask("GET", "/api/v1/conversations", model.PageConversation, query={"view": view, "inbox": inbox, "tag": tag, "brand": brand, "assignee": assignee, "topic": topic, "person": person, "q": q, "after": after, "limit": limit})

    def add_conversation(self, data: model.Beginning) -> model.Entry:
        """Write to somebody first. Their open conversation carries on, or one begins. (POST /api/v1/conversations)"""
        return self.ask("POST", "/api/v1/conversations", model.Entry, data=data)

    def conversations_counts(self) -> dict[str, int]:
        """How much stands in each view, up to 1,000. (GET /api/v1/conversations/counts)"""
        return self.ask("GET", "/api/v1/conversations/counts", dict[str, int])

    def conversation(self, id: str) -> model.Card:
        """One conversation with its person, the draft, tasks, and what was talked about before. (GET /api/v1/conversations/{id})"""
        return self.ask("GET", "/api/v1/conversations/{id}", model.Card, where={"id": id})

    def remove_conversation_assignment(self, id: str) -> model.Conversation:
        """Nobody's for now. (DELETE /api/v1/conversations/{id}/assignment)"""
        return self.ask("DELETE", "/api/v1/conversations/{id}/assignment", model.Conversation, where={"id": id})

    def set_conversation_assignment(self, id: str, data: model.Assignment) -> model.Conversation:
        """Give it to an agent, a team, or both. (PUT /api/v1/conversations/{id}/assignment)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/assignment", model.Conversation, where={"id": id}, data=data)

    def remove_conversation_closure(self, id: str) -> model.Conversation:
        """It is not done after all. (DELETE /api/v1/conversations/{id}/closure)"""
        return self.ask("DELETE", "/api/v1/conversations/{id}/closure", model.Conversation, where={"id": id})

    def set_conversation_closure(self, id: str) -> model.Conversation:
        """It is done. (PUT /api/v1/conversations/{id}/closure)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/closure", model.Conversation, where={"id": id})

    def remove_conversation_draft(self, id: str) -> None:
        """I thought better of it. (DELETE /api/v1/conversations/{id}/draft)"""
        self.ask("DELETE", "/api/v1/conversations/{id}/draft", None, where={"id": id})

    def conversation_draft(self, id: str) -> model.Draft | None:
        """What I was writing here. (GET /api/v1/conversations/{id}/draft)"""
        return self.ask("GET", "/api/v1/conversations/{id}/draft", model.Draft | None, where={"id": id})

    def set_conversation_draft(self, id: str, data: model.Draft) -> model.Draft:
        """Keep what I am writing. (PUT /api/v1/conversations/{id}/draft)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/draft", model.Draft, where={"id": id}, data=data)

    def conversation_entries(self, id: str, *, after: str | None = None, limit: int | None = None) -> model.PageEntry:
        """What stands in one conversation, newest first. (GET /api/v1/conversations/{id}/entries)"""
        return self.ask("GET", "/api/v1/conversations/{id}/entries", model.PageEntry, where={"id": id}, query={"after": after, "limit": limit})

    def conversation_macro_runs(self, id: str) -> model.PageRun:
        """What macros did in this conversation, newest first. (GET /api/v1/conversations/{id}/macro-runs)"""
        return self.ask("GET", "/api/v1/conversations/{id}/macro-runs", model.PageRun, where={"id": id})

    def add_conversation_macro_run(self, id: str, data: model.AutomationWish) -> model.Run:
        """Do it: all of it, or nothing. The same `id` again is the same click. (POST /api/v1/conversations/{id}/macro-runs)"""
        return self.ask("POST", "/api/v1/conversations/{id}/macro-runs", model.Run, where={"id": id}, data=data)

    def conversation_macros(self, id: str) -> model.PageSuggestion:
        """The few macros that fit this conversation best, each with why. (GET /api/v1/conversations/{id}/macros)"""
        return self.ask("GET", "/api/v1/conversations/{id}/macros", model.PageSuggestion, where={"id": id})

    def conversation_macro(self, id: str, macro_id: str, *, order_id: str | None = None) -> model.AutomationLook:
        """A macro with this customer's data in it, what is missing, and what it will do. Nothing is done yet. (GET /api/v1/conversations/{id}/macros/{macro_id})"""
        return self.ask("GET", "/api/v1/conversations/{id}/macros/{macro_id}", model.AutomationLook, where={"id": id, "macro_id": macro_id}, query={"order_id": order_id})

    def add_conversation_note(self, id: str, data: model.Note) -> model.Entry:
        """Write a word to colleagues. (POST /api/v1/conversations/{id}/notes)"""
        return self.ask("POST", "/api/v1/conversations/{id}/notes", model.Entry, where={"id": id}, data=data)

    def remove_conversation_pin(self, id: str, order_id: str) -> None:
        """Take it away again. (DELETE /api/v1/conversations/{id}/pins/{order_id})"""
        self.ask("DELETE", "/api/v1/conversations/{id}/pins/{order_id}", None, where={"id": id, "order_id": order_id})

    def set_conversation_pin(self, id: str, order_id: str) -> None:
        """Pin an order beside a conversation. (PUT /api/v1/conversations/{id}/pins/{order_id})"""
        self.ask("PUT", "/api/v1/conversations/{id}/pins/{order_id}", None, where={"id": id, "order_id": order_id})

    def set_conversation_priority(self, id: str, data: model.Priority) -> model.Conversation:
        """How urgent it is. (PUT /api/v1/conversations/{id}/priority)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/priority", model.Conversation, where={"id": id}, data=data)

    def remove_conversation_read(self, id: str) -> model.Conversation:
        """Look at it again later. (DELETE /api/v1/conversations/{id}/read)"""
        return self.ask("DELETE", "/api/v1/conversations/{id}/read", model.Conversation, where={"id": id})

    def set_conversation_read(self, id: str) -> model.Conversation:
        """Its newest words were seen. (PUT /api/v1/conversations/{id}/read)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/read", model.Conversation, where={"id": id})

    def add_conversation_reply(self, id: str, data: model.Answer) -> model.Entry:
        """Answer where the customer is. With `after`, 409 and the colleague's answer in `extra.entry` when one was faster. (POST /api/v1/conversations/{id}/replies)"""
        return self.ask("POST", "/api/v1/conversations/{id}/replies", model.Entry, where={"id": id}, data=data)

    def remove_conversation_snooze(self, id: str) -> model.Conversation:
        """Bring it back now. (DELETE /api/v1/conversations/{id}/snooze)"""
        return self.ask("DELETE", "/api/v1/conversations/{id}/snooze", model.Conversation, where={"id": id})

    def set_conversation_snooze(self, id: str, data: model.Snooze) -> model.Conversation:
        """Put it aside. (PUT /api/v1/conversations/{id}/snooze)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/snooze", model.Conversation, where={"id": id}, data=data)

    def remove_conversation_spam(self, id: str) -> model.Conversation:
        """A customer after all. (DELETE /api/v1/conversations/{id}/spam)"""
        return self.ask("DELETE", "/api/v1/conversations/{id}/spam", model.Conversation, where={"id": id})

    def set_conversation_spam(self, id: str) -> model.Conversation:
        """Nobody needs to answer this. (PUT /api/v1/conversations/{id}/spam)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/spam", model.Conversation, where={"id": id})

    def remove_conversation_tag(self, id: str, tag: str) -> model.Conversation:
        """Take a tag off. (DELETE /api/v1/conversations/{id}/tags/{tag})"""
        return self.ask("DELETE", "/api/v1/conversations/{id}/tags/{tag}", model.Conversation, where={"id": id, "tag": tag})

    def set_conversation_tag(self, id: str, tag: str) -> model.Conversation:
        """Hang a tag on it. (PUT /api/v1/conversations/{id}/tags/{tag})"""
        return self.ask("PUT", "/api/v1/conversations/{id}/tags/{tag}", model.Conversation, where={"id": id, "tag": tag})

    def set_conversation_topic(self, id: str, data: model.TopicChoice) -> model.Conversation:
        """What it is about. (PUT /api/v1/conversations/{id}/topic)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/topic", model.Conversation, where={"id": id}, data=data)

    def remove_conversation_trash(self, id: str) -> model.Conversation:
        """Out of it again. (DELETE /api/v1/conversations/{id}/trash)"""
        return self.ask("DELETE", "/api/v1/conversations/{id}/trash", model.Conversation, where={"id": id})

    def set_conversation_trash(self, id: str) -> model.Conversation:
        """Into the waste basket. (PUT /api/v1/conversations/{id}/trash)"""
        return self.ask("PUT", "/api/v1/conversations/{id}/trash", model.Conversation, where={"id": id})

    def delivery_promises(self) -> model.Promises:
        """When parcels are promised for, by carrier, service and country. (GET /api/v1/delivery-promises)"""
        return self.ask("GET", "/api/v1/delivery-promises", model.Promises)

    def set_delivery_promises(self, data: model.Promises) -> model.Promises:
        """Set all of it. Parcels on their way are judged by it from their next look on. (PUT /api/v1/delivery-promises)"""
        return self.ask("PUT", "/api/v1/delivery-promises", model.Promises, data=data)

    def add_delivery_promises_try(self, data: model.PromiseTrial) -> model.PromiseAnswer:
        """What the rules say of a parcel: the day it should come, and when it would be late. (POST /api/v1/delivery-promises/try)"""
        return self.ask("POST", "/api/v1/delivery-promises/try", model.PromiseAnswer, data=data)

    def add_entry_customer(self, id: str) -> model.Entry:
        """Whoever wrote these forwarded words becomes the customer; answers with the entry on their timeline. (POST /api/v1/entries/{id}/customer)"""
        return self.ask("POST", "/api/v1/entries/{id}/customer", model.Entry, where={"id": id})

    def remove_entry_delivery(self, id: str) -> model.TakenBack:
        """Take an answer back before it leaves; its words are a draft again. (DELETE /api/v1/entries/{id}/delivery)"""
        return self.ask("DELETE", "/api/v1/entries/{id}/delivery", model.TakenBack, where={"id": id})

    def add_entry_delivery(self, id: str) -> model.Entry:
        """Send the very same message once more after it failed. (POST /api/v1/entries/{id}/delivery)"""
        return self.ask("POST", "/api/v1/entries/{id}/delivery", model.Entry, where={"id": id})

    def entry_html(self, id: str, *, pictures: bool | None = None) -> bytes:
        """The original HTML of a message as a document for a sandboxed frame. `pictures=1` lets remote pictures load. (GET /api/v1/entries/{id}/html)"""
        return self.ask("GET", "/api/v1/entries/{id}/html", bytes, where={"id": id}, query={"pictures": pictures})

    def entry_raw(self, id: str) -> bytes:
        """The original as it came, while it is kept. (GET /api/v1/entries/{id}/raw)"""
        return self.ask("GET", "/api/v1/entries/{id}/raw", bytes, where={"id": id})

    def remove_handle(self, id: str) -> model.Person:
        """It is not theirs: what came by it goes with it. Answers the person it was shown on. (DELETE /api/v1/handles/{id})"""
        return self.ask("DELETE", "/api/v1/handles/{id}", model.Person, where={"id": id})

    def set_handle_proof(self, id: str) -> model.Handle:
        """I made sure that it is theirs. (PUT /api/v1/handles/{id}/proof)"""
        return self.ask("PUT", "/api/v1/handles/{id}/proof", model.Handle, where={"id": id})

    def health(self) -> model.Health:
        """Is all well? Each finding with its words and what to do. (GET /api/v1/health)"""
        return self.ask("GET", "/api/v1/health", model.Health)

    def holiday_countries(self) -> model.PageCountry:
        """Countries and regions whose holidays are known. (GET /api/v1/holiday-countries)"""
        return self.ask("GET", "/api/v1/holiday-countries", model.PageCountry)

    def holidays(self, *, country: str, year: list[int], region: str | None = None, locale: str | None = None) -> model.PageHoliday:
        """A country's public holidays (`?country=DE&region=BY&year=2026&year=2027`), to be put into opening hours. (GET /api/v1/holidays)"""
        return self.ask("GET", "/api/v1/holidays", model.PageHoliday, query={"country": country, "year": year, "region": region, "locale": locale})

    def hours(self) -> model.PageHours:
        """All opening hours. (GET /api/v1/hours)"""
        return self.ask("GET", "/api/v1/hours", model.PageHours)

    def add_hours(self, data: model.NewHours) -> model.Hours:
        """New opening hours. (POST /api/v1/hours)"""
        return self.ask("POST", "/api/v1/hours", model.Hours, data=data)

    def remove_hours(self, id: str) -> None:
        """Remove opening hours that no brand keeps. (DELETE /api/v1/hours/{id})"""
        self.ask("DELETE", "/api/v1/hours/{id}", None, where={"id": id})

    def change_hours(self, id: str, data: model.HoursChange) -> model.Hours:
        """Change opening hours; lists are replaced whole. (PATCH /api/v1/hours/{id})"""
        return self.ask("PATCH", "/api/v1/hours/{id}", model.Hours, where={"id": id}, data=data)

    def add_inbox_trial(self, data: model.InboxWish) -> model.ChannelsInboxesTrial:
        """Try settings before they are kept. (POST /api/v1/inbox-trials)"""
        return self.ask("POST", "/api/v1/inbox-trials", model.ChannelsInboxesTrial, data=data)

    def inboxes(self) -> model.PageInbox:
        """All inboxes with their settings. Secrets are never shown, only which ones are filled in. (GET /api/v1/inboxes)"""
        return self.ask("GET", "/api/v1/inboxes", model.PageInbox)

    def add_inbox(self, data: model.InboxWish) -> model.Inbox:
        """Connect an inbox. (POST /api/v1/inboxes)"""
        return self.ask("POST", "/api/v1/inboxes", model.Inbox, data=data)

    def remove_inbox(self, id: str) -> None:
        """Disconnect an inbox. Its conversations stay; its secrets are forgotten at once. (DELETE /api/v1/inboxes/{id})"""
        self.ask("DELETE", "/api/v1/inboxes/{id}", None, where={"id": id})

    def change_inbox(self, id: str, data: model.InboxChange) -> model.Inbox:
        """Change what is given. Answers that failed only because of this inbox go out afterwards. (PATCH /api/v1/inboxes/{id})"""
        return self.ask("PATCH", "/api/v1/inboxes/{id}", model.Inbox, where={"id": id}, data=data)

    def inbox_sign_in(self, id: str) -> model.Door:
        """The provider's page on which the owner lets us in. (GET /api/v1/inboxes/{id}/sign-in)"""
        return self.ask("GET", "/api/v1/inboxes/{id}/sign-in", model.Door, where={"id": id})

    def add_inbox_test(self, id: str) -> model.ChannelsInboxesTrial:
        """Try its connections and say in plain words what works. (POST /api/v1/inboxes/{id}/test)"""
        return self.ask("POST", "/api/v1/inboxes/{id}/test", model.ChannelsInboxesTrial, where={"id": id})

    def inbox_widget(self, id: str) -> model.Snippet:
        """The line to put on the shop's pages. (GET /api/v1/inboxes/{id}/widget)"""
        return self.ask("GET", "/api/v1/inboxes/{id}/widget", model.Snippet, where={"id": id})

    def intents(self, *, state: str | None = None, store: str | None = None, after: str | None = None, limit: int | None = None) -> model.PageIntent:
        """Actions in a state (several with commas), the newest first. (GET /api/v1/intents)"""
        return self.ask("GET", "/api/v1/intents", model.PageIntent, query={"state": state, "store": store, "after": after, "limit": limit})

    def add_intent(self, data: model.CommerceActingWish) -> model.Intent:
        """Have it done. It is written down when this answers; what came of it comes as news. One key does it once. (POST /api/v1/intents)"""
        return self.ask("POST", "/api/v1/intents", model.Intent, data=data)

    def intent(self, id: str) -> model.Intent:
        """One action, and how far it is. (GET /api/v1/intents/{id})"""
        return self.ask("GET", "/api/v1/intents/{id}", model.Intent, where={"id": id})

    def remove_intent_approval(self, id: str, *, why: str | None = None) -> model.Intent:
        """No, and why. Whoever asked takes it back like this. (DELETE /api/v1/intents/{id}/approval)"""
        return self.ask("DELETE", "/api/v1/intents/{id}/approval", model.Intent, where={"id": id}, query={"why": why})

    def set_intent_approval(self, id: str, *, why: str | None = None) -> model.Intent:
        """Yes, with a word if you like: it is done now. Nobody decides about their own wish, nor about more than their role may. (PUT /api/v1/intents/{id}/approval)"""
        return self.ask("PUT", "/api/v1/intents/{id}/approval", model.Intent, where={"id": id}, query={"why": why})

    def add_intent_give_up(self, id: str) -> model.Intent:
        """Somebody settled it at the shop: stop looking. (POST /api/v1/intents/{id}/give-up)"""
        return self.ask("POST", "/api/v1/intents/{id}/give-up", model.Intent, where={"id": id})

    def add_intent_retry(self, id: str) -> model.Intent:
        """Look again now. What was done is found, what was surely not done is done: never twice. (POST /api/v1/intents/{id}/retry)"""
        return self.ask("POST", "/api/v1/intents/{id}/retry", model.Intent, where={"id": id})

    def invitation(self, token: str) -> model.Invitation:
        """Who is invited by this link. (GET /api/v1/invitations/{token})"""
        return self.ask("GET", "/api/v1/invitations/{token}", model.Invitation, where={"token": token})

    def add_invitation(self, token: str, data: model.Joining) -> model.SignedIn:
        """Take the invitation up: name and password, and you are signed in. (POST /api/v1/invitations/{token})"""
        return self.ask("POST", "/api/v1/invitations/{token}", model.SignedIn, where={"token": token}, data=data)

    def macro_run(self, id: str) -> model.Run:
        """How far one run is. (GET /api/v1/macro-runs/{id})"""
        return self.ask("GET", "/api/v1/macro-runs/{id}", model.Run, where={"id": id})

    def macros(self) -> model.PageMacro:
        """All macros, by name. (GET /api/v1/macros)"""
        return self.ask("GET", "/api/v1/macros", model.PageMacro)

    def add_macro(self, data: model.NewMacro) -> model.Macro:
        """A new macro. Its HTML is sanitised before it is kept; words that cannot be filled in are refused. (POST /api/v1/macros)"""
        return self.ask("POST", "/api/v1/macros", model.Macro, data=data)

    def macros_names(self) -> dict[str, dict[str, str]]:
        """What may stand between the braces: `values` with a word on each, and `filters`. (GET /api/v1/macros/names)"""
        return self.ask("GET", "/api/v1/macros/names", dict[str, dict[str, str]])

    def remove_macro(self, id: str) -> None:
        """Remove a macro of your own, or as a lead anybody's. (DELETE /api/v1/macros/{id})"""
        self.ask("DELETE", "/api/v1/macros/{id}", None, where={"id": id})

    def change_macro(self, id: str, data: model.MacroChange) -> model.Macro:
        """Change a macro of your own, or as a lead anybody's. (PATCH /api/v1/macros/{id})"""
        return self.ask("PATCH", "/api/v1/macros/{id}", model.Macro, where={"id": id}, data=data)

    def mail_count(self, *, period: model.Period | None = None) -> model.PageMailCount:
        """For every inbox you may see: on the server = stored + duplicate + ignored + quarantined + waiting. (GET /api/v1/mail-count)"""
        return self.ask("GET", "/api/v1/mail-count", model.PageMailCount, query={"period": period})

    def mail_whereabouts(self, *, q: str) -> model.Whereabouts:
        """Where is that mail? Give a Message-ID, an address or words of the subject. (GET /api/v1/mail-whereabouts)"""
        return self.ask("GET", "/api/v1/mail-whereabouts", model.Whereabouts, query={"q": q})

    def me(self) -> model.Boot:
        """Everything a window needs to begin. (GET /api/v1/me)"""
        return self.ask("GET", "/api/v1/me", model.Boot)

    def change_me(self, data: model.ProfileChange) -> model.Agent:
        """Change my name, language, colour or alerts. (PATCH /api/v1/me)"""
        return self.ask("PATCH", "/api/v1/me", model.Agent, data=data)

    def add_me_password(self, data: model.PasswordChange) -> None:
        """Change my password; my other windows are signed out. (POST /api/v1/me/password)"""
        self.ask("POST", "/api/v1/me/password", None, data=data)

    def remove_me_sessions(self) -> None:
        """Sign all my other windows out. (DELETE /api/v1/me/sessions)"""
        self.ask("DELETE", "/api/v1/me/sessions", None)

    def me_sessions(self) -> model.PageSession:
        """Where I am signed in. (GET /api/v1/me/sessions)"""
        return self.ask("GET", "/api/v1/me/sessions", model.PageSession)

    def remove_me_session(self, id: str) -> None:
        """Sign one of my windows out. (DELETE /api/v1/me/sessions/{id})"""
        self.ask("DELETE", "/api/v1/me/sessions/{id}", None, where={"id": id})

    def me_tokens(self) -> model.PageToken:
        """My bearer tokens, without their secrets. (GET /api/v1/me/tokens)"""
        return self.ask("GET", "/api/v1/me/tokens", model.PageToken)

    def add_me_token(self, data: model.NewToken) -> model.Issued:
        """A new bearer token. Its secret is shown this once. (POST /api/v1/me/tokens)"""
        return self.ask("POST", "/api/v1/me/tokens", model.Issued, data=data)

    def remove_me_token(self, id: str) -> None:
        """Whoever uses this token is signed out at once. (DELETE /api/v1/me/tokens/{id})"""
        self.ask("DELETE", "/api/v1/me/tokens/{id}", None, where={"id": id})

    def remove_me_totp(self) -> None:
        """The password alone is enough again. (DELETE /api/v1/me/totp)"""
        self.ask("DELETE", "/api/v1/me/totp", None)

    def add_me_totp(self) -> model.TotpBegun:
        """A secret for my authenticator. It does not count until it is confirmed with a code. (POST /api/v1/me/totp)"""
        return self.ask("POST", "/api/v1/me/totp", model.TotpBegun)

    def set_me_totp(self, data: model.Code) -> model.TotpOn:
        """From now on signing in asks for a code. The recovery codes are shown this once. (PUT /api/v1/me/totp)"""
        return self.ask("PUT", "/api/v1/me/totp", model.TotpOn, data=data)

    def orders(self, *, q: str | None = None, store: str | None = None, state: str | None = None, after: str | None = None, limit: int | None = None) -> model.PageShopOrder:
        """Everybody's orders, the newest first; `q` finds by number, name, address or tracking number. (GET /api/v1/orders)"""
        return self.ask("GET", "/api/v1/orders", model.PageShopOrder, query={"q": q, "store": store, "state": state, "after": after, "limit": limit})

    def order(self, id: str) -> model.ShopOrder:
        """One order. (GET /api/v1/orders/{id})"""
        return self.ask("GET", "/api/v1/orders/{id}", model.ShopOrder, where={"id": id})

    def order_intents(self, id: str) -> model.PageIntent:
        """Everything ever asked of one order, the oldest first. (GET /api/v1/orders/{id}/intents)"""
        return self.ask("GET", "/api/v1/orders/{id}/intents", model.PageIntent, where={"id": id})

    def add_order_refresh(self, id: str) -> model.ShopOrder:
        """Ask the shop how this order stands now; what is new comes as news. (POST /api/v1/orders/{id}/refresh)"""
        return self.ask("POST", "/api/v1/orders/{id}/refresh", model.ShopOrder, where={"id": id})

    def parked_jobs(self) -> model.PageParkedJob:
        """Work that was given up, the newest first, a hundred at most. (GET /api/v1/parked-jobs)"""
        return self.ask("GET", "/api/v1/parked-jobs", model.PageParkedJob)

    def add_parked_jobs_retry_all(self) -> dict[str, int]:
        """Try all of it again; answers how many. (POST /api/v1/parked-jobs/retry-all)"""
        return self.ask("POST", "/api/v1/parked-jobs/retry-all", dict[str, int])

    def remove_parked_job(self, n: int) -> None:
        """Let it go for good. An answer to a customer is shown as not sent. (DELETE /api/v1/parked-jobs/{n})"""
        self.ask("DELETE", "/api/v1/parked-jobs/{n}", None, where={"n": n})

    def add_parked_job_retry(self, n: int) -> None:
        """Try it again, as if for the first time. (POST /api/v1/parked-jobs/{n}/retry)"""
        self.ask("POST", "/api/v1/parked-jobs/{n}/retry", None, where={"n": n})

    def add_password_reset(self, data: model.ResetAsked) -> None:
        """Mail a link to set a new password. Always 202, so that nobody learns who works here. (POST /api/v1/password-resets)"""
        self.ask("POST", "/api/v1/password-resets", None, data=data)

    def set_password_reset(self, token: str, data: model.NewPassword) -> None:
        """Set a new password by the link from the mail. Every window is signed out. (PUT /api/v1/password-resets/{token})"""
        self.ask("PUT", "/api/v1/password-resets/{token}", None, where={"token": token}, data=data)

    def people(self, *, handle: str | None = None, q: str | None = None, after: str | None = None, limit: int | None = None) -> model.PagePerson:
        """People by an address of theirs, by words, or whom we saw last first. (GET /api/v1/people)"""
        return self.ask("GET", "/api/v1/people", model.PagePerson, query={"handle": handle, "q": q, "after": after, "limit": limit})

    def add_person(self, data: model.NewPerson) -> model.Person:
        """Write down somebody new. (POST /api/v1/people)"""
        return self.ask("POST", "/api/v1/people", model.Person, data=data)

    def person(self, id: str) -> model.Person:
        """Who they are, with everyone merged into them. (GET /api/v1/people/{id})"""
        return self.ask("GET", "/api/v1/people/{id}", model.Person, where={"id": id})

    def change_person(self, id: str, data: model.PersonEdit) -> model.Person:
        """Their name, a few words, a star. (PATCH /api/v1/people/{id})"""
        return self.ask("PATCH", "/api/v1/people/{id}", model.Person, where={"id": id}, data=data)

    def remove_person_block(self, id: str) -> model.Person:
        """They may write to us again. (DELETE /api/v1/people/{id}/block)"""
        return self.ask("DELETE", "/api/v1/people/{id}/block", model.Person, where={"id": id})

    def set_person_block(self, id: str) -> model.Person:
        """Nothing they send reaches the inbox any more. (PUT /api/v1/people/{id}/block)"""
        return self.ask("PUT", "/api/v1/people/{id}/block", model.Person, where={"id": id})

    def person_consents(self, id: str) -> model.PageConsent:
        """What they agreed to, the last word on each purpose. (GET /api/v1/people/{id}/consents)"""
        return self.ask("GET", "/api/v1/people/{id}/consents", model.PageConsent, where={"id": id})

    def set_person_consent(self, id: str, purpose: str, data: model.Agreement) -> model.PageConsent:
        """Write down what they said about being written to. (PUT /api/v1/people/{id}/consents/{purpose})"""
        return self.ask("PUT", "/api/v1/people/{id}/consents/{purpose}", model.PageConsent, where={"id": id, "purpose": purpose}, data=data)

    def add_person_handle(self, id: str, data: model.PeopleNewHandle) -> model.Handle:
        """Write down an address of theirs. (POST /api/v1/people/{id}/handles)"""
        return self.ask("POST", "/api/v1/people/{id}/handles", model.Handle, where={"id": id}, data=data)

    def remove_person_lookalike(self, id: str, other_id: str) -> None:
        """These two are not the same: nobody is asked again. (That they are says the route that merges people.) (DELETE /api/v1/people/{id}/lookalikes/{other_id})"""
        self.ask("DELETE", "/api/v1/people/{id}/lookalikes/{other_id}", None, where={"id": id, "other_id": other_id})

    def add_person_merge(self, id: str, data: model.Merge) -> model.Person:
        """They are one and the same. (POST /api/v1/people/{id}/merges)"""
        return self.ask("POST", "/api/v1/people/{id}/merges", model.Person, where={"id": id}, data=data)

    def remove_person_merge(self, id: str, merged_id: str) -> model.Person:
        """They are two after all; answers the person who stays. (DELETE /api/v1/people/{id}/merges/{merged_id})"""
        return self.ask("DELETE", "/api/v1/people/{id}/merges/{merged_id}", model.Person, where={"id": id, "merged_id": merged_id})

    def person_orders(self, id: str, *, after: str | None = None, limit: int | None = None) -> model.PageShopOrder:
        """Somebody's orders over all stores, the newest first. (GET /api/v1/people/{id}/orders)"""
        return self.ask("GET", "/api/v1/people/{id}/orders", model.PageShopOrder, where={"id": id}, query={"after": after, "limit": limit})

    def person_shop(self, id: str, *, conversation: str | None = None) -> model.Pane:
        """Who somebody is to the shops: everything the desk shows beside a talk, in one call. (GET /api/v1/people/{id}/shop)"""
        return self.ask("GET", "/api/v1/people/{id}/shop", model.Pane, where={"id": id}, query={"conversation": conversation})

    def person_timeline(self, id: str, *, after: str | None = None, before: str | None = None, limit: int | None = None) -> model.PageEntry:
        """Everything that ever happened with a person, newest first. `after` goes into the past, `before` towards now. (GET /api/v1/people/{id}/timeline)"""
        return self.ask("GET", "/api/v1/people/{id}/timeline", model.PageEntry, where={"id": id}, query={"after": after, "before": before, "limit": limit})

    def product_pictures(self, *, url: str) -> bytes:
        """One picture of a thing that was ordered or is sold, from the shop's own address. (GET /api/v1/product-pictures)"""
        return self.ask("GET", "/api/v1/product-pictures", bytes, query={"url": url})

    def quarantine(self, *, after: str | None = None, limit: int | None = None, reason: str | None = None) -> model.PageQuarantined:
        """The newest first, each with its reason. (GET /api/v1/quarantine)"""
        return self.ask("GET", "/api/v1/quarantine", model.PageQuarantined, query={"after": after, "limit": limit, "reason": reason})

    def add_quarantine_discard_many(self, data: model.ManyWhy) -> dict[str, int]:
        """All of a reason are of no use; answers how many there were. (POST /api/v1/quarantine/discard-many)"""
        return self.ask("POST", "/api/v1/quarantine/discard-many", dict[str, int], data=data)

    def quarantine_reasons(self) -> model.PageReason:
        """Why messages are in quarantine, and how many for each reason. (GET /api/v1/quarantine/reasons)"""
        return self.ask("GET", "/api/v1/quarantine/reasons", model.PageReason)

    def add_quarantine_replay_many(self, data: model.Many) -> model.Slice:
        """Another try for all of a reason, or for all: a few at a time, the newest first. (POST /api/v1/quarantine/replay-many)"""
        return self.ask("POST", "/api/v1/quarantine/replay-many", model.Slice, data=data)

    def add_quarantine_discard(self, id: str, data: model.Why) -> None:
        """It is of no use. It counts as ignored from now on, with your reason. (POST /api/v1/quarantine/{id}/discard)"""
        self.ask("POST", "/api/v1/quarantine/{id}/discard", None, where={"id": id}, data=data)

    def quarantine_look(self, id: str) -> model.ChannelsLookingLook:
        """The beginning of the original as plain text. (GET /api/v1/quarantine/{id}/look)"""
        return self.ask("GET", "/api/v1/quarantine/{id}/look", model.ChannelsLookingLook, where={"id": id})

    def quarantine_raw(self, id: str) -> bytes:
        """The bytes as they came. (GET /api/v1/quarantine/{id}/raw)"""
        return self.ask("GET", "/api/v1/quarantine/{id}/raw", bytes, where={"id": id})

    def add_quarantine_replay(self, id: str) -> model.ChannelsOutcome:
        """Try once more to take it in; answers what became of it. (POST /api/v1/quarantine/{id}/replay)"""
        return self.ask("POST", "/api/v1/quarantine/{id}/replay", model.ChannelsOutcome, where={"id": id})

    def search(self, *, q: str | None = None, after: str | None = None, limit: int | None = None) -> model.Search:
        """People, messages, notes and subjects that hold all the words, newest first. (GET /api/v1/search)"""
        return self.ask("GET", "/api/v1/search", model.Search, query={"q": q, "after": after, "limit": limit})

    def remove_session(self) -> None:
        """Sign this window out. (DELETE /api/v1/session)"""
        return self.ask("DELETE", "/api/v1/session", None)

    def add_session(self, data: model.SignIn) -> model.SignedIn:
        """Sign in. 401 with kind `code_needed` asks for the second step: send the same again with `code`. (POST /api/v1/session)"""
        return self.ask("POST", "/api/v1/session", model.SignedIn, data=data)

    def set_session(self, data: model.TeamSigningInProof) -> model.SignedIn:
        """Give your password (and code) once more before something that opens the account itself. The cookie is a new one then. (PUT /api/v1/session)"""
        return self.ask("PUT", "/api/v1/session", model.SignedIn, data=data)

    def setup(self) -> model.Setup:
        """Whether this desk waits for its owner, and for those signed in what is still to be set up. (GET /api/v1/setup)"""
        return self.ask("GET", "/api/v1/setup", model.Setup)

    def add_setup_owner(self, data: model.NewOwner) -> model.SignedIn:
        """Become the owner of a fresh desk, with the code that was printed when it started. (POST /api/v1/setup/owner)"""
        return self.ask("POST", "/api/v1/setup/owner", model.SignedIn, data=data)

    def set_setup_step(self, name: str) -> model.Setup:
        """Tick a step of the wizard off: owner, brand, mailbox, widget, colleagues, hours; `done` closes it. (PUT /api/v1/setup/steps/{name})"""
        return self.ask("PUT", "/api/v1/setup/steps/{name}", model.Setup, where={"name": name})

    def add_store_comeback(self, data: model.BackFromShop) -> model.Store:
        """The owner came back from the shop: keep what lets us in. Only the window that began it may. (POST /api/v1/store-comebacks)"""
        return self.ask("POST", "/api/v1/store-comebacks", model.Store, data=data)

    def remove_store_file(self, id: str) -> None:
        """Take a file away. What of it was taken in already stays. (DELETE /api/v1/store-files/{id})"""
        self.ask("DELETE", "/api/v1/store-files/{id}", None, where={"id": id})

    def store_file(self, id: str) -> model.StoreFile:
        """How far a file is, what its columns mean, and what a check found. (GET /api/v1/store-files/{id})"""
        return self.ask("GET", "/api/v1/store-files/{id}", model.StoreFile, where={"id": id})

    def set_store_file_bytes(self, id: str, *, at: int) -> model.StoreFile:
        """The next bytes of a file, raw, beginning with byte `at`; after the last ones its columns are looked at. (PUT /api/v1/store-files/{id}/bytes)"""
        return self.ask("PUT", "/api/v1/store-files/{id}/bytes", model.StoreFile, where={"id": id}, query={"at": at})

    def add_store_file_check(self, id: str) -> model.StoreFile:
        """Read the whole file as a trial. Nothing is written but the report. (POST /api/v1/store-files/{id}/check)"""
        return self.ask("POST", "/api/v1/store-files/{id}/check", model.StoreFile, where={"id": id})

    def add_store_file_import(self, id: str) -> model.StoreFile:
        """Take in what the check found. It goes on by itself, also after a stop. (POST /api/v1/store-files/{id}/import)"""
        return self.ask("POST", "/api/v1/store-files/{id}/import", model.StoreFile, where={"id": id})

    def set_store_file_plan(self, id: str, data: model.FilePlan) -> model.StoreFile:
        """What its columns mean, all of it. (PUT /api/v1/store-files/{id}/plan)"""
        return self.ask("PUT", "/api/v1/store-files/{id}/plan", model.StoreFile, where={"id": id}, data=data)

    def store_file_problems(self, id: str, *, language: str | None = None) -> model.PageFileProblem:
        """What is wrong with which lines, in words: the first thousand. (GET /api/v1/store-files/{id}/problems)"""
        return self.ask("GET", "/api/v1/store-files/{id}/problems", model.PageFileProblem, where={"id": id}, query={"language": language})

    def store_file_problems_csv(self, id: str, *, language: str | None = None) -> bytes:
        """The same as a table to work through beside the file. (GET /api/v1/store-files/{id}/problems.csv)"""
        return self.ask("GET", "/api/v1/store-files/{id}/problems.csv", bytes, where={"id": id}, query={"language": language})

    def store_kinds(self) -> model.PageStoreKind:
        """The kinds of stores that can be connected, and what is asked for each. (GET /api/v1/store-kinds)"""
        return self.ask("GET", "/api/v1/store-kinds", model.PageStoreKind)

    def store_quarantine(self, *, after: str | None = None, limit: int | None = None) -> model.PageHeld:
        """Webhooks that could not be taken in, the newest first, each with its reason. (GET /api/v1/store-quarantine)"""
        return self.ask("GET", "/api/v1/store-quarantine", model.PageHeld, query={"after": after, "limit": limit})

    def store_quarantine_raw(self, id: str) -> bytes:
        """The bytes as they came. (GET /api/v1/store-quarantine/{id}/raw)"""
        return self.ask("GET", "/api/v1/store-quarantine/{id}/raw", bytes, where={"id": id})

    def add_store_quarantine_replay(self, id: str) -> model.Hooked:
        """Try it again; answers what became of it. (POST /api/v1/store-quarantine/{id}/replay)"""
        return self.ask("POST", "/api/v1/store-quarantine/{id}/replay", model.Hooked, where={"id": id})

    def store_standings(self) -> model.PageStoreStanding:
        """How each store fares: its orders, its sync, its webhooks, what waits. (GET /api/v1/store-standings)"""
        return self.ask("GET", "/api/v1/store-standings", model.PageStoreStanding)

    def add_store_trial(self, data: model.StoreWish) -> model.CommerceConnectingTrial:
        """Try settings before they are kept. (POST /api/v1/store-trials)"""
        return self.ask("POST", "/api/v1/store-trials", model.CommerceConnectingTrial, data=data)

    def stores(self) -> model.PageStore:
        """All stores with their settings. Secrets are never shown, only which ones are filled in. (GET /api/v1/stores)"""
        return self.ask("GET", "/api/v1/stores", model.PageStore)

    def add_store(self, data: model.StoreWish) -> model.Store:
        """Connect a store. Its first sync begins by itself. (POST /api/v1/stores)"""
        return self.ask("POST", "/api/v1/stores", model.Store, data=data)

    def remove_store(self, id: str) -> None:
        """Disconnect a store. Its orders stay; its secrets are forgotten at once. (DELETE /api/v1/stores/{id})"""
        self.ask("DELETE", "/api/v1/stores/{id}", None, where={"id": id})

    def change_store(self, id: str, data: model.StoreChange) -> model.Store:
        """Change what is given. What stood still because of this store goes on afterwards. (PATCH /api/v1/stores/{id})"""
        return self.ask("PATCH", "/api/v1/stores/{id}", model.Store, where={"id": id}, data=data)

    def store_deliveries(self, id: str, *, became: Literal['new', 'taken', 'ignored', 'quarantined'] | None = None, after: str | None = None, limit: int | None = None) -> model.PageHookCame:
        """Its webhooks that became this, the newest first. What is in quarantine can be tried again. (GET /api/v1/stores/{id}/deliveries)"""
        return self.ask("GET", "/api/v1/stores/{id}/deliveries", model.PageHookCame, where={"id": id}, query={"became": became, "after": after, "limit": limit})

    def store_files(self, id: str) -> model.PageStoreFile:
        """The files a store was given, the newest first. (GET /api/v1/stores/{id}/files)"""
        return self.ask("GET", "/api/v1/stores/{id}/files", model.PageStoreFile, where={"id": id})

    def add_store_file(self, id: str, data: model.NewFile) -> model.StoreFile:
        """A file is to come, with so many bytes; they are then brought part by part. (POST /api/v1/stores/{id}/files)"""
        return self.ask("POST", "/api/v1/stores/{id}/files", model.StoreFile, where={"id": id}, data=data)

    def store_products(self, id: str, *, q: str | None = None, limit: int | None = None) -> model.PageProduct:
        """What the shop sells, by words, SKU or id; asked of the shop itself. (GET /api/v1/stores/{id}/products)"""
        return self.ask("GET", "/api/v1/stores/{id}/products", model.PageProduct, where={"id": id}, query={"q": q, "limit": limit})

    def add_store_sign_in(self, id: str) -> model.ShopDoor:
        """The shop's page on which the owner lets us in; good for half an hour, once, in this window. (POST /api/v1/stores/{id}/sign-in)"""
        return self.ask("POST", "/api/v1/stores/{id}/sign-in", model.ShopDoor, where={"id": id})

    def store_standing(self, id: str) -> model.StoreStanding:
        """How one store fares. (GET /api/v1/stores/{id}/standing)"""
        return self.ask("GET", "/api/v1/stores/{id}/standing", model.StoreStanding, where={"id": id})

    def store_sync(self, id: str) -> model.Progress:
        """How far its sync is. (GET /api/v1/stores/{id}/sync)"""
        return self.ask("GET", "/api/v1/stores/{id}/sync", model.Progress, where={"id": id})

    def add_store_sync(self, id: str, data: model.SyncWish) -> model.Progress:
        """Ask the shop now what changed, or for everything again. (POST /api/v1/stores/{id}/sync)"""
        return self.ask("POST", "/api/v1/stores/{id}/sync", model.Progress, where={"id": id}, data=data)

    def add_store_test(self, id: str) -> model.CommerceConnectingTrial:
        """Try its connection and say in plain words what works and which rights are missing. (POST /api/v1/stores/{id}/test)"""
        return self.ask("POST", "/api/v1/stores/{id}/test", model.CommerceConnectingTrial, where={"id": id})

    def store_webhooks(self, id: str) -> model.StoreHook:
        """Where the shop posts, and how many posts came. (GET /api/v1/stores/{id}/webhooks)"""
        return self.ask("GET", "/api/v1/stores/{id}/webhooks", model.StoreHook, where={"id": id})

    def add_store_webhook(self, id: str) -> None:
        """Register our webhooks at the shop once more. (POST /api/v1/stores/{id}/webhooks)"""
        self.ask("POST", "/api/v1/stores/{id}/webhooks", None, where={"id": id})

    def tags(self) -> model.PageStr:
        """Every tag used so far. (GET /api/v1/tags)"""
        return self.ask("GET", "/api/v1/tags", model.PageStr)

    def tasks(self, *, owner: str | None = None, person: str | None = None, done: bool | None = None, after: str | None = None, limit: int | None = None) -> model.PageTask:
        """My tasks, those due first; `owner=all` for everybody's, `person` for those that stand on somebody. (GET /api/v1/tasks)"""
        return self.ask("GET", "/api/v1/tasks", model.PageTask, query={"owner": owner, "person": person, "done": done, "after": after, "limit": limit})

    def add_task(self, data: model.NewTask) -> model.Task:
        """Write down what is to be done. (POST /api/v1/tasks)"""
        return self.ask("POST", "/api/v1/tasks", model.Task, data=data)

    def remove_task(self, id: str) -> None:
        """It was never needed. (DELETE /api/v1/tasks/{id})"""
        self.ask("DELETE", "/api/v1/tasks/{id}", None, where={"id": id})

    def change_task(self, id: str, data: model.TaskEdit) -> model.Task:
        """Change its words, owner or hour. (PATCH /api/v1/tasks/{id})"""
        return self.ask("PATCH", "/api/v1/tasks/{id}", model.Task, where={"id": id}, data=data)

    def remove_task_completion(self, id: str) -> model.Task:
        """Not done after all. (DELETE /api/v1/tasks/{id}/completion)"""
        return self.ask("DELETE", "/api/v1/tasks/{id}/completion", model.Task, where={"id": id})

    def set_task_completion(self, id: str) -> model.Task:
        """Done. (PUT /api/v1/tasks/{id}/completion)"""
        return self.ask("PUT", "/api/v1/tasks/{id}/completion", model.Task, where={"id": id})

    def teams(self) -> model.PageTeam:
        """All teams, by name. (GET /api/v1/teams)"""
        return self.ask("GET", "/api/v1/teams", model.PageTeam)

    def add_team(self, data: model.NewTeam) -> model.Team:
        """A new team. (POST /api/v1/teams)"""
        return self.ask("POST", "/api/v1/teams", model.Team, data=data)

    def remove_team(self, id: str) -> None:
        """Remove a team; its members stay. (DELETE /api/v1/teams/{id})"""
        self.ask("DELETE", "/api/v1/teams/{id}", None, where={"id": id})

    def change_team(self, id: str, data: model.TeamChange) -> model.Team:
        """Rename a team, or set who is in it. (PATCH /api/v1/teams/{id})"""
        return self.ask("PATCH", "/api/v1/teams/{id}", model.Team, where={"id": id}, data=data)

    def topics(self) -> model.PageTopic:
        """The tree of contact reasons, siblings in their order. (GET /api/v1/topics)"""
        return self.ask("GET", "/api/v1/topics", model.PageTopic)

    def add_topic(self, data: model.NewTopic) -> model.Topic:
        """A new contact reason. (POST /api/v1/topics)"""
        return self.ask("POST", "/api/v1/topics", model.Topic, data=data)

    def remove_topic(self, id: str) -> None:
        """Remove one that is not in use. (DELETE /api/v1/topics/{id})"""
        self.ask("DELETE", "/api/v1/topics/{id}", None, where={"id": id})

    def change_topic(self, id: str, data: model.TopicEdit) -> model.Topic:
        """Rename or move one. (PATCH /api/v1/topics/{id})"""
        return self.ask("PATCH", "/api/v1/topics/{id}", model.Topic, where={"id": id}, data=data)

    def wow(self) -> model.Budget:
        """What you may still spend on delight in this period. (GET /api/v1/wow)"""
        return self.ask("GET", "/api/v1/wow", model.Budget)

    def wow_budgets(self) -> model.PageBudget:
        """What everybody may still spend on delight in this period. (GET /api/v1/wow/budgets)"""
        return self.ask("GET", "/api/v1/wow/budgets", model.PageBudget)

    def wow_ledger(self, *, agent_id: str | None = None, days: int | None = None, after: str | None = None, limit: int | None = None) -> model.PageSpend:
        """What everybody (or one agent) spent in this period (or in so many days), and what came of it. (GET /api/v1/wow/ledger)"""
        return self.ask("GET", "/api/v1/wow/ledger", model.PageSpend, query={"agent_id": agent_id, "days": days, "after": after, "limit": limit})

    def wow_ledger_csv(self, *, agent_id: str | None = None, days: int | None = None) -> bytes:
        """The same as a table for a spreadsheet. (GET /api/v1/wow/ledger.csv)"""
        return self.ask("GET", "/api/v1/wow/ledger.csv", bytes, query={"agent_id": agent_id, "days": days})

    def wow_spends(self, *, days: int | None = None, after: str | None = None, limit: int | None = None) -> model.PageSpend:
        """What you spent in this period (or in so many days), the newest first. (GET /api/v1/wow/spends)"""
        return self.ask("GET", "/api/v1/wow/spends", model.PageSpend, query={"days": days, "after": after, "limit": limit})

    def add_wow_spend(self, data: model.NewSpend) -> model.Spend:
        """Write down something bought elsewhere: flowers, a replacement from another shop. (POST /api/v1/wow/spends)"""
        return self.ask("POST", "/api/v1/wow/spends", model.Spend, data=data)

    def remove_wow_spend(self, id: str) -> None:
        """A slip of the pen: take back what you wrote down within the last hour. (DELETE /api/v1/wow/spends/{id})"""
        self.ask("DELETE", "/api/v1/wow/spends/{id}", None, where={"id": id})

    def set_wow_spend_outcome(self, id: str, data: model.SpendOutcome) -> model.Spend:
        """What came of it. (PUT /api/v1/wow/spends/{id}/outcome)"""
        return self.ask("PUT", "/api/v1/wow/spends/{id}/outcome", model.Spend, where={"id": id}, data=data)
