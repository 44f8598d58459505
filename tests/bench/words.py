"""The words that synthetic guidance is made of: a made-up waterways service, so that nothing here is about anybody."""

from typing import NamedTuple


def _words(text: str) -> list[str]:
    return text.split()


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split("|")]


def _lines(text: str) -> list[str]:
    return text.strip().split("\n")


ADJECTIVES = _words("""
amber ancient ash autumn blunt bolted brackish brass brick bright broad buried canvas cast chalk clear coarse
cobbled copper covered crooked damp dark deep dented distant double dry dusty eastern empty faded fallen flat folded
frayed frozen glass granite greased green grey half-open heavy hidden hollow inner iron jointed late leaning level
limestone linen locked lower marked middle mossy narrow newly-laid northern oak older outer painted pale patched
pitted plain quiet raised red reeded repaired rough rounded rusted salted sealed shallow sheltered short silent
slack slate sloping southern spare split steep stone straw sunken tarred tidal timber tilted upper varnished
weathered western winter yellow
""")
NOUNS = _words("""
anchor apron bank basin beacon bell berth bollard boom bracket breakwater buoy cabin cable canopy capstan channel
chart cistern cleat coping crane culvert current dam davit dock drain dredger eddy embankment fairway fender ferry
float footbridge gantry gauge gate girder gravel groyne gully hatch hawser hull inlet jetty keel ladder landing
lantern ledge lighter lock log mast meadow millrace mooring mudflat outfall paddle pier pilot-house piling pontoon
pool pound pulley pump quay raft railing rampart reach reed-bed rope rudder sandbar screen shoal shutter signal sill
siphon slipway sluice spillway sponson staithe stairway stopcock strainer tender tiller timberhead towpath trestle
tunnel turntable valve wall warehouse watermark weir wharf wheelhouse winch windlass withy yard
""")
VERBS = _words("""
anchor answer attend bolster border brighten bypass chart check clean clear collect complete connect count cover
cross describe display divert encircle enter examine expand explain favour follow gather gauge guard guide handle
harbour hinder indicate inspect invite join label lengthen lighten list load loosen maintain mark measure mention
moor narrow notice observe open outlast paint part pass patch photograph place point present prolong protect raise
reach record reduce remember remove repair replace report rescue restore return reveal screen search secure shelter
shift shorten sketch slacken soften sort stack steady store straighten strengthen study support surround survey test
touch trace unlock visit warm watch weaken weigh
""")
TIMES = _phrases("""
after a wet week | at first light | at slack water | before the spring tide | between two sailings |
by late afternoon | during a frost | each market day | early in the season | every second Tuesday |
for most of October | in a falling wind | in heavy traffic | in low sun | in the first quarter | late on a Sunday |
long after dusk | near the turn of the year | on a rising river | on quiet mornings | on the eve of a regatta |
once the mist lifts | over the harvest weeks | shortly before noon | since the last drought |
through the whole winter | throughout the dry months | twice in a fortnight | under a full moon | until the thaw |
when crews change | when fog comes down | when the ferry is full | when the siren sounds | while the lamps are out |
within sight of land | year upon year
""")
REASONS = _lines("""
so that {actor} can {verb} {np}
because {np} {verbs} {np2}
since nobody else {verbs} {np}
and {np} tells you why
which is how {np} came to {verb} {np2}
though {np} rarely {verbs} {np2}
much as {np} does at {place}
unless {np} {verbs} it
for {np} {verbs} the {noun}
and {actor} hears of {np}
as {np} at {place} shows
long before {np} {verbs} {np2}
where {np} meets {np2}
and the {noun} {verbs} {np}
with {np} beside {np2}
as though {np} had {verbed} {np2}
""")
FACTS = _lines("""
{Np} at {place} {verbs} {np2} {time}
{Time}, {actor} {verbs} {np} near {np2}
{Np} {verbs} {np2}, {reason}
Near {place} {np} {verbs} {np2}, {reason}
What {actor} {verbs} {time} is {np} with {np2}
{Np}, {verbed} {time}, {verbs} {np2}
Crews from {place} {verb} {np} {time}, {reason}
{Time} {np} {verbs} {np2} and {np3}
Between {np} and {np2}, {actor} {verbs} {np3}
Some {adj} {nouns} {verb} {np}, {reason}
At {place}, {np} was {verbed} {time} by {actor}
{Np} seldom {verbs} {np2} {time}
People at {place} {verb} {np} {time}
Old {nouns} that {verb} {np} also {verb} {np2} {time}
{Actor} {verbs} {np} from {np2}, {reason}
""")
ORDERS = _lines("""
{Verb} {np} {time}, {reason}
Ask {actor} to {verb} {np} at {place}
{Time}, {verb} {np} and {verb2} {np2}
Walk from {np} to {np2} and {verb} {np3}
Write down what {np} {verbs} {time}
{Verb} {np} with {actor}, then {verb2} {np2}
Begin at {place}: {verb} {np}, {reason}
Keep {np} clear of {np2} {time}
Before {np} {verbs} {np2}, {verb} {np3}
Stand by {np} {time} and {verb} {np2}
Tell {actor} how {np} {verbs} {np2}
Compare {np} with {np2} at {place}
""")
ASKED = _lines("""
What does {actor} see when {np} {verbs} {np2}?
Who at {place} {verbs} {np} {time}?
How would {np} {verb} {np2} {time}?
Which {nouns} near {place} {verb} {np}?
When did {np} last {verb} {np2}?
Why has {np} not {verbed} {np2} {time}?
Where does {np} {verb} {np2}, and who hears of it?
What would {actor} lose if {np} {verbs} {np2}?
""")
OPEN_MATTERS = _lines("""
- **How {np} is {verbed}.** You may {verb} {np2} {time}, {reason}.
- **When {np} {verbs}.** {Actor} may weigh {np2} against {np3}.
- **Which {noun} to {verb}.** You may begin with {np} at {place}.
- **Who {verbs} {np}.** {Actor} may ask for {np2} {time}.
- **What {np} shows.** Weigh it against {np2}, {reason}.
- **Where {np} {verbs} {np2}.** You judge {time} what {np3} tells you.
""")
FORCES = {
    "duty": (
        "{Bearer} must {verb} {np} at {place}{limit}",
        "{Bearer} must {verb} {np} and {verb2} {np2} {time}",
    ),
    "prohibition": (
        "{Bearer} must not {verb} {np} at {place} {time}",
        "{Bearer} must not {verb} {np} to {verb2} {np2}",
    ),
    "power": (
        "{Bearer} may {verb} {np} at {place} {time}",
        "{Bearer} may {verb} {np} and {verb2} {np2}",
    ),
    "have-regard": (
        "{Bearer} must have regard to {np} at {place} when they {verb} {np2}",
        "{Bearer} must take {np} into account at {place}",
    ),
    "expectation": (
        "{Bearer} should {verb} {np} at {place}{limit}",
        "{Bearer} should {verb} {np} and {verb2} {np2} {time}",
    ),
}
"""Two ways to say each force, in the verb that belongs to it."""

NAME_STARTS = _words("""
Alder Ashen Barrow Birchen Bramble Calder Cinder Corran Dunmer Eller Fallow Farrin Gorse Hallin Harrow Hessle Hollin
Inger Kestle Lamber Larken Lydden Marrow Mellin Nether Oaken Orrin Pender Quarrin Ravens Rushen Sallow Sedger Tarren
Thistle Ulver Vennor Wether Whinny Yarrow
""")
NAME_ENDS = _words("""
bank beck bourne bridge brook by combe dale end fold ford ham ley mere pool ridge stead ton wath wick
""")
NAME_TAILS = _words("""
Basin Bend Cut Lock Mill Reach Staithe Wharf
""")

STAGES = _words("""
notice survey planning consent works opening traffic maintenance incident recovery closure learning
""")
ROLES = _words("""
harbour-master lock-keeper pilot surveyor dredging-master bridge-keeper ferry-operator boat-owner lifeguard
hydrologist engineer conservation-officer rescue-crew waterways-authority drainage-board navigation-trust
planning-officer inspector archivist everyone-afloat
""")
ADVISERS = _words("""
pilots-college engineers-institute keepers-guild rescue-federation stewards
""")
BOARDS = _words("""
norrin estle wherry
""")
PATTERNS = _words("""
thinking-under-pressure between-crews tools-and-charts workload
""")
TERMS = _words("""
abutment afflux ballast catchment draught fetch freeboard headroom invert lasher pen pound-level silt soffit
""")


class Share(NamedTuple):
    """How many provisions of each kind a corpus of one size has."""

    principles: int
    statutory: int
    professional: int
    local: int
    findings: int
    measures: int


def shares(provisions: int) -> Share:
    """Part a number of provisions by kind: half rules, two fifths advice, and a tenth (at least 20) of the rest."""
    rest = max(provisions // 10, 20)
    statutory = (provisions - rest) * 5 // 9
    local, findings = (rest - 10) // 2, (rest - 10) // 4
    return Share(10, statutory, provisions - rest - statutory, local, findings, rest - 10 - local - findings)
