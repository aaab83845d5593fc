"""The counties of each state whose law is loaded, as codes that the law may compare."""

_MISSISSIPPI = (
    "Adams,Alcorn,Amite,Attala,Benton,Bolivar,Calhoun,Carroll,Chickasaw,Choctaw,Claiborne,Clarke,Clay,Coahoma,"
    "Copiah,Covington,DeSoto,Forrest,Franklin,George,Greene,Grenada,Hancock,Harrison,Hinds,Holmes,Humphreys,"
    "Issaquena,Itawamba,Jackson,Jasper,Jefferson,Jefferson Davis,Jones,Kemper,Lafayette,Lamar,Lauderdale,"
    "Lawrence,Leake,Lee,Leflore,Lincoln,Lowndes,Madison,Marion,Marshall,Monroe,Montgomery,Neshoba,Newton,"
    "Noxubee,Oktibbeha,Panola,Pearl River,Perry,Pike,Pontotoc,Prentiss,Quitman,Rankin,Scott,Sharkey,Simpson,"
    "Smith,Stone,Sunflower,Tallahatchie,Tate,Tippah,Tishomingo,Tunica,Union,Walthall,Warren,Washington,Wayne,"
    "Webster,Wilkinson,Winston,Yalobusha,Yazoo"
)
MISSISSIPPI_COUNTIES = tuple(name.lower().replace(" ", "_") for name in _MISSISSIPPI.split(","))
COUNTIES = {"MS": MISSISSIPPI_COUNTIES}
