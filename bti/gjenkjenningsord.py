"""The words that ``bti.gjenkjenning`` looks for: numbers in letters, months, and first names.

The names are in common use in Norway, of children and of grown-ups, in small letters. Statistics Norway counts them
each year; this is a choice of the most used in the last fifty years, and of names that many with roots elsewhere
bear. Left out: what is also a word one writes in a question («Liv», «Tom», «Hans», «August»).
"""

KLASSER = "første|andre|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende"
TALLORD = (
    "ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten"
)
MAANEDER = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
FORNAVN = frozenset(
    {
        "abdi", "abdullah", "ada", "adrian", "agnes", "ahmed", "aisha", "aksel", "albert", "aleksander", "alexander",
        "alma", "alva", "amalie", "amina", "amund", "anders", "andreas", "anna", "anne", "arild", "arne", "arvid",
        "asbjørn", "astrid", "aurora", "benjamin", "bente", "berit", "birger", "birk", "bjarne", "brage", "camilla",
        "cecilie", "celine", "charlotte", "christian", "daniel", "david", "edda", "edvard", "einar", "eira", "eirik",
        "eivind", "elias", "elin", "eline", "elisabeth", "elise", "ella", "ellen", "ellinor", "else", "embla", "emil",
        "emilie", "emily", "emma", "erik", "erlend", "espen", "eva", "fatima", "filip", "filippa", "fredrik", "freja",
        "freya", "frida", "frode", "geir", "georg", "gerd", "gina", "grete", "gunn", "gunnar", "gustav", "haakon",
        "halvor", "hanna", "hannah", "harald", "hassan", "hedda", "hedvig", "hege", "heidi", "helene", "helge",
        "henriette", "henrik", "herman", "hermine", "hilde", "hodan", "hussein", "håkon", "iben", "ibrahim", "ida",
        "ine", "inger", "ingrid", "ingvild", "irene", "isabel", "isabella", "isak", "iselin", "ivar", "iver", "jacob",
        "jakob", "jan", "janne", "jarle", "jenny", "jens", "joakim", "johan", "johanne", "johannes", "john", "jon",
        "jonas", "jorunn", "josefine", "julia", "julie", "jørgen", "kaia", "kaja", "kari", "karin", "karl",
        "karoline", "kasper", "katrine", "kevin", "khadija", "kim", "kirsten", "kjell", "klara", "knut", "kristian",
        "kristin", "kristine", "kristoffer", "kåre", "laila", "lars", "layla", "lea", "leah", "leif", "leo", "leon",
        "levi", "liam", "lilly", "lina", "linnea", "lise", "lotta", "lucas", "ludvig", "lukas", "luna", "madelen",
        "mads", "magnus", "maja", "malin", "mari", "maria", "marianne", "marie", "marit", "marius", "markus", "marte",
        "martin", "martine", "maryam", "mathias", "mathilde", "matilde", "mats", "max", "merete", "mette", "mia",
        "mie", "mikkel", "milla", "mille", "millie", "mina", "mohamed", "mohammed", "molly", "monica", "monika",
        "morten", "muhammad", "nathalie", "nelly", "nikolai", "nikoline", "nils", "nina", "noa", "noah", "nora",
        "oda", "odin", "ola", "olaf", "olav", "ole", "olea", "oliver", "olivia", "omar", "oscar", "oskar", "osman",
        "ottar", "patrick", "paul", "peder", "pernille", "petter", "philip", "pia", "pål", "ragna", "ragnar",
        "ragnhild", "randi", "rasmus", "rebekka", "reidar", "rita", "robin", "roger", "rolf", "ronja", "rune", "ruth",
        "sahra", "samuel", "sander", "sandra", "sanna", "sara", "sarah", "sebastian", "selma", "signe", "sigrid",
        "sigurd", "silje", "simen", "simon", "sindre", "siri", "sissel", "siv", "sivert", "snorre", "sofia", "sofie",
        "solveig", "sondre", "sonja", "steinar", "stian", "stine", "sturla", "sunniva", "svein", "sverre", "synne",
        "tarjei", "tea", "terje", "thea", "theodor", "thomas", "tilde", "tiril", "tobias", "tonje", "torbjørn",
        "tore", "torgeir", "torill", "tormod", "torstein", "trine", "trond", "truls", "trygve", "turid", "tuva",
        "ulrik", "ulrikke", "una", "unni", "vanja", "vegard", "vera", "vetle", "victor", "victoria", "vigdis",
        "viktor", "viktoria", "vilde", "wenche", "william", "wilma", "yasmin", "ylva", "yusuf", "zainab", "zara",
        "åge", "åse", "øystein", "øyvind",
    }
)  # fmt: skip
