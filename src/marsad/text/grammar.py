"""The closed classes of Arabic grammar that the rooms of `extract` read by, folded.

They are few and do not grow; what does (verbs, parties, places, cues) is data.
"""

from __future__ import annotations

THAT = frozenset("ان انه انها انهم ايان بان بانه بانها لان وان".split())
"""`أن` and its kin: what is said or thought begins behind them."""
RELATIVE = frozenset("التي الذي الذين اللتان اللتين اللذان اللذين والتي والذي والذين".split())
"""Relative pronouns: `الهجوم الذي`."""
WHO = {"الذي": 1, "اللذان": 2, "اللذين": 2}
"""Relative pronouns of persons, and of how many: `القيادي الذي قتل في غارة`."""
PLURAL = ("وا", "ون")
"""Endings of verbs said of many."""
PARTICLES = frozenset("ايضا تكون تم جرت جري سوف قد كان كانت كانوا لا لقد لم لن وكان وكانت يتم يكون".split())
"""Words between a subject and its verb that change neither: `قد`, `كان`."""
COLLECTIVE = frozenset(
    ("افراد بعض تشكيلات دوريات دوريه رتل عدد عددا عشرات فرقه فصايل قوه كتايب كل مجاميع مجموعه مييات وحدات وحده").split()
)
"""Nouns before `من` that only gather what follows: `قوة من الجيش`."""
BESIDE = frozenset("بايدي برصاص بقياده بنيران بواسطه بيد مخلفات مصدره مصدرها مصدرهما".split())
"""Words before a party that say it did it: `بيد`, `من مخلفات`."""
GUNMAN = frozenset("مسلح مسلحين عنصر عناصر قناص قناصه جندي جنود احد مجند".split())
"""Nouns between these words and the party: `برصاص مسلح حوثي`."""
SERIES = frozenset(
    ("بسلسله بعده بعشرات بموجه جمله جوله حمله سلسله عده عشاير عشرات عشيرتي عشيره قبايل قبيلتي قبيله موجه مييات").split()
)
"""Nouns before another that leave its preposition to it: `في سلسلة غارات`, `بين قبيلتي`."""
GLUE = frozenset(
    "افراد التابع التابعه التابعين تابع تابعا تابعه تابعون تابعين تتبع صفوف ضمن عناصر في ل لدي من يتبع".split()
)
"""Words that may stand between persons or things and the party they belong to."""
PRONOUNS = frozenset("القصه ثمه ذلك عمليه كل ما من نتيجه هذا هذه هم هناك هو هي".split())
"""Words that never name an unknown doer."""
ADVERBS = frozenset("انذاك حينها حينيذ عندها عنديذ كذلك كلا مباشره معا هكذا وقتها يوميذ".split())
"""Words behind a verb that are no noun it agrees with."""
ITSELF = frozenset("انه انها انهم بانه بانها بانهم".split())
"""`أن` with a pronoun that means the speaker: `أعلن الحزب أنه`."""
STOPS = frozenset(
    (
        "اثر اثناء احد التي الذي اي بعد بعض جراء جميع خلال ذلك عدد علي غير قبل قد كافه كان كل كما لكن ما من "
        "نفسه هذا هذه"
    ).split()
)
"""Words behind `مقتل` that are no name of a person."""
SIDES = frozenset("جانب جهه طرف ناحيه".split())
"""Words behind `من` that close one side of a fight: `بين الجيش من جهة، والفصائل من جهة أخرى`."""
DATING = frozenset("اثناء خلال قبل لدي منذ".split())
"""Words that make a noun with a pronoun a date: `قبل فرارهم`."""
THAT_SAID = frozenset("الامر الانباء الخبر المعلومات ذلك صحه".split())
"""Words by which a denial points back: `نفت ذلك`."""
COMMAS = frozenset(",-:;،؛–—")
"""Signs that part clauses."""
LETTERS = frozenset("بفكلو")
"""Clitics that may stand alone before a quotation mark: `لـ«الأخبار»`."""
PRESENT = ("ي", "ت")
"""Letters that a present verb begins with."""
PREPOSITIONS = {
    "في": "في",
    "علي": "على",
    "من": "من",
    "الي": "إلى",
    "عن": "عن",
    "ضد": "ضد",
    "نحو": "نحو",
    "باتجاه": "باتجاه",
    "صوب": "نحو",
    "تجاه": "نحو",
    "بين": "بين",
    "مع": "مع",
    "لدي": "في",
    "داخل": "في",
    "حتي": "إلى",
    "بحق": "ضد",
    "لملاحقه": "ضد",
    "لمطارده": "ضد",
    "لتعقب": "ضد",
    "عبر": "من",
    "خلال": "في",
    "وسط": "في",
    "امام": "في",
    "قرب": "في",
    "قبالة": "في",
}
"""Prepositions as written, and the slot of a frame that they open."""
WITH_PRONOUN = frozenset(
    stem + pronoun
    for stem in "في علي من عن الي ب ل مع بين ضد لدي خلال بعد قبل امام حول".split()
    for pronoun in ("ه", "ها", "هم", "هما", "هن", "نا")
)
"""Prepositions with a pronoun behind them: `فيه`, `عليها`."""
BY = frozenset(
    {
        ("علي", "ايدي"),
        ("علي", "يد"),
        ("من", "جانب"),
        ("من", "طرف"),
        ("من", "قبل"),
        ("بامر", "من"),
        ("بايعاز", "من"),
        ("بقرار", "من"),
        ("بتوجيه", "من"),
    }
)
"""Pairs that name the doer: `من قبل`, `على يد`, `بأمر من`."""
AMONG = frozenset("بينهم بينها بينهن بينهما منهم منها منهن ضمنهم ضمنها".split())
"""Words before a part of what was counted: `خمسة مدنيين بينهم طفلان`."""
MOST = frozenset("معظمهم معظمها معظمهن اغلبهم اغلبها اغلبهن غالبيتهم غالبيتها جلهم جلها اكثرهم اكثرها نصفهم".split())
"""Words before what those counted mostly were: `11 مدنياً معظمهم نساء وأطفال`."""
ONE_OF = frozenset("احد احدي واحد واحدي".split())
"""Words that make one of many: `أحد عناصرها`."""
OTHERS = {
    "اخرين": (1, None),
    "اخرون": (1, None),
    "اخر": (1, 1),
    "اخرى": (1, 1),
    "اخري": (1, 1),
    "احدهما": (1, 1),
    "احداهما": (1, 1),
    "احدهم": (1, 1),
    "عدد": (1, None),
    "العديد": (1, None),
    "عددا": (1, None),
    "غيرهم": (1, None),
    "غيرهما": (1, None),
    "غيره": (1, None),
    "غيرها": (1, None),
}
"""Persons counted without a noun, low and high: `وإصابة آخرين`."""
IN = frozenset({"في", "وفي", "ففي"})
"""`في`, alone or joined."""
ORDINALS = frozenset(
    "ثالث ثالثا ثالثه رابع رابعا رابعه خامس خامسا خامسه سادس سادسا سادسه سابع سابعا ثامن ثامنا تاسع عاشر".split()
)
"""One more, after so many: `مقتل جنديين وإصابة ثالث`."""
ONE_MORE = frozenset(
    "اخر اخري ثان ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سادسه سابع سابعه ثامن ثامنه تاسع تاسعه عاشر عاشره".split()
)
"""Said of one more of what was told before: `غارة أخرى`, `عبوة ثالثة`."""
LIKE_IT = frozenset({"مماثل", "مماثله", "مشابه", "مشابهه"})
"""Said of a happening that is like the one before: `قصف مماثل`."""
