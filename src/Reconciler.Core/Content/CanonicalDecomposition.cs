using System.Collections.Frozen;

namespace Reconciler.Core.Content;

/// <summary>
/// Takes characters apart into letters and marks, so that two ways to write the same name compare equal. .NET does not do it without the ICU
/// library, which this program does without.
/// </summary>
/// <remarks>
/// The canonical decompositions of Unicode 14 for Latin, Greek, Cyrillic, Arabic letters, kana, Devanagari and Hangul: what keyboards and the file systems
/// of Apple produce. Other scripts and the compatibility ideographs are left as they are. From UnicodeData.txt; a row has a mark, letters, and what
/// each letter becomes with that mark.
/// </remarks>
internal static class CanonicalDecomposition
{
    private static readonly string[][] marks =
    [
        ["\u0300", "AEIOUaeiouÜüNnЕИеиĒēŌōWwÂâĂăÊêÔôƠơƯưYyἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩαεηιουωΑΕΗ\u1FBFϊΙ\u1FFEϋΥ\u00A8ΟΩ", "ÀÈÌÒÙàèìòùǛǜǸǹЀЍѐѝḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳἂἃἊἋἒἓἚἛἢἣἪἫἲἳἺἻὂὃὊὋὒὓὛὢὣὪὫὰὲὴὶὸὺὼᾺῈῊ\u1FCDῒῚ\u1FDDῢῪ\u1FEDῸῺ"],
        ["\u0301", "AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØø\u0308\u00A8ΑΕΗΙΟΥΩϊαεηιϋουωϒГКгкÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔôƠơƯưἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩ\u1FBF\u1FFE", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǗǘǴǵǺǻǼǽǾǿ\u0344\u0385ΆΈΉΊΌΎΏΐάέήίΰόύώϓЃЌѓќḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắẾếỐốỚớỨứἄἅἌἍἔἕἜἝἤἥἬἭἴἵἼἽὄὅὌὍὔὕὝὤὥὬὭ\u1FCE\u1FDE"],
        ["\u0302", "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"],
        ["\u0303", "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy", "ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"],
        ["\u0304", "AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyИиУуGgḶḷṚṛαΑιΙυΥ", "ĀāĒēĪīŌōŪūǕǖǞǟǠǡǢǣǬǭȪȫȬȭȰȱȲȳӢӣӮӯḠḡḸḹṜṝᾱᾹῑῙῡῩ"],
        ["\u0306", "AaEeGgIiOoUuУИиуЖжАаЕеȨȩẠạαΑιΙυΥ", "ĂăĔĕĞğĬĭŎŏŬŭЎЙйўӁӂӐӑӖӗḜḝẶặᾰᾸῐῘῠῨ"],
        ["\u0307", "CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ", "ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆẇẊẋẎẏẛ"],
        ["\u0308", "AEIOUaeiouyYΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫыHhÕõŪūWwXxt", "ÄËÏÖÜäëïöüÿŸΪΫϊϋϔЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴӵӸӹḦḧṎṏṺṻẄẅẌẍẗ"],
        ["\u0309", "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy", "ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"],
        ["\u030A", "AaUuwy", "ÅåŮůẘẙ"],
        ["\u030B", "OoUuУу", "ŐőŰűӲӳ"],
        ["\u030C", "CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh", "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǙǚǦǧǨǩǮǯǰȞȟ"],
        ["\u030F", "AaEeIiOoRrUuѴѵ", "ȀȁȄȅȈȉȌȍȐȑȔȕѶѷ"],
        ["\u0311", "AaEeIiOoRrUu", "ȂȃȆȇȊȋȎȏȒȓȖȗ"],
        ["\u0313", "αΑεΕηΗιΙοΟυωΩρ", "ἀἈἐἘἠἨἰἸὀὈὐὠὨῤ"],
        ["\u0314", "αΑεΕηΗιΙοΟυΥωΩρΡ", "ἁἉἑἙἡἩἱἹὁὉὑὙὡὩῥῬ"],
        ["\u031B", "OoUu", "ƠơƯư"],
        ["\u0323", "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy", "ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰựỴỵ"],
        ["\u0324", "Uu", "Ṳṳ"],
        ["\u0325", "Aa", "Ḁḁ"],
        ["\u0326", "SsTt", "ȘșȚț"],
        ["\u0327", "CcGgKkLlNnRrSsTtEeDdHh", "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ"],
        ["\u0328", "AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"],
        ["\u032D", "DdEeLlNnTtUu", "ḒḓḘḙḼḽṊṋṰṱṶṷ"],
        ["\u032E", "Hh", "Ḫḫ"],
        ["\u0330", "EeIiUu", "ḚḛḬḭṴṵ"],
        ["\u0331", "BbDdKkLlNnRrTtZzh", "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"],
        ["\u0338", "\u2190\u2192\u2194\u21D0\u21D4\u21D2\u2203\u2208\u220B\u2223\u2225\u223C\u2243\u2245\u2248\u003D\u2261\u224D\u003C\u003E\u2264\u2265\u2272\u2273\u2276\u2277\u227A\u227B\u2282\u2283\u2286\u2287\u22A2\u22A8\u22A9\u22AB\u227C\u227D\u2291\u2292\u22B2\u22B3\u22B4\u22B5\u2ADD", "\u219A\u219B\u21AE\u21CD\u21CE\u21CF\u2204\u2209\u220C\u2224\u2226\u2241\u2244\u2247\u2249\u2260\u2262\u226D\u226E\u226F\u2270\u2271\u2274\u2275\u2278\u2279\u2280\u2281\u2284\u2285\u2288\u2289\u22AC\u22AD\u22AE\u22AF\u22E0\u22E1\u22E2\u22E3\u22EA\u22EB\u22EC\u22ED\u2ADC"],
        ["\u0342", "ἀἁἈἉἠἡἨἩἰἱἸἹὐὑὙὠὡὨὩα\u00A8η\u1FBFιϊ\u1FFEυϋω", "ἆἇἎἏἦἧἮἯἶἷἾἿὖὗὟὦὧὮὯᾶ\u1FC1ῆ\u1FCFῖῗ\u1FDFῦῧῶ"],
        ["\u0345", "ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὰαάᾶΑὴηήῆΗὼωώῶΩ", "ᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯᾲᾳᾴᾷᾼῂῃῄῇῌῲῳῴῷῼ"],
        ["\u0653", "\u0627", "\u0622"],
        ["\u0654", "\u0627\u0648\u064A\u06D5\u06C1\u06D2", "\u0623\u0624\u0626\u06C0\u06C2\u06D3"],
        ["\u0655", "\u0627", "\u0625"],
        ["\u093C", "नरळकखगजडढफय", "ऩऱऴ\u0958\u0959\u095A\u095B\u095C\u095D\u095E\u095F"],
        ["\u3099", "\u304B\u304D\u304F\u3051\u3053\u3055\u3057\u3059\u305B\u305D\u305F\u3061\u3064\u3066\u3068\u306F\u3072\u3075\u3078\u307B\u3046\u309D\u30AB\u30AD\u30AF\u30B1\u30B3\u30B5\u30B7\u30B9\u30BB\u30BD\u30BF\u30C1\u30C4\u30C6\u30C8\u30CF\u30D2\u30D5\u30D8\u30DB\u30A6\u30EF\u30F0\u30F1\u30F2\u30FD", "\u304C\u304E\u3050\u3052\u3054\u3056\u3058\u305A\u305C\u305E\u3060\u3062\u3065\u3067\u3069\u3070\u3073\u3076\u3079\u307C\u3094\u309E\u30AC\u30AE\u30B0\u30B2\u30B4\u30B6\u30B8\u30BA\u30BC\u30BE\u30C0\u30C2\u30C5\u30C7\u30C9\u30D0\u30D3\u30D6\u30D9\u30DC\u30F4\u30F7\u30F8\u30F9\u30FA\u30FE"],
        ["\u309A", "\u306F\u3072\u3075\u3078\u307B\u30CF\u30D2\u30D5\u30D8\u30DB", "\u3071\u3074\u3077\u307A\u307D\u30D1\u30D4\u30D7\u30DA\u30DD"],
    ];

    // Characters that are another one.
    private const string Doubles = "\u0340\u0341\u0343\u0374\u037E\u0387\u1F71\u1F73\u1F75\u1F77\u1F79\u1F7B\u1F7D\u1FBB\u1FBE\u1FC9\u1FCB\u1FD3\u1FDB\u1FE3\u1FEB\u1FEE\u1FEF\u1FF9\u1FFB\u1FFD\u2000\u2001\u2126\u212A\u212B\u2329\u232A";

    private const string Originals = "\u0300\u0301\u0313\u02B9\u003B\u00B7\u03AC\u03AD\u03AE\u03AF\u03CC\u03CD\u03CE\u0386\u03B9\u0388\u0389\u0390\u038A\u03B0\u038E\u0385\u0060\u038C\u038F\u00B4\u2002\u2003\u03A9\u004B\u00C5\u3008\u3009";

    // Canonical combining classes of U+0300 to U+036F: in this order marks stand, those of one class as they were written.
    private static ReadOnlySpan<byte> Classes =>
    [
        230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230,
        230, 230, 230, 230, 230, 232, 220, 220, 220, 220, 232, 216, 220, 220, 220, 220,
        220, 202, 202, 220, 220, 220, 220, 202, 202, 220, 220, 220, 220, 220, 220, 220,
        220, 220, 220, 220, 1, 1, 1, 1, 1, 220, 220, 220, 220, 230, 230, 230,
        230, 230, 230, 230, 230, 240, 230, 220, 220, 220, 230, 230, 230, 220, 220, 0,
        230, 230, 230, 220, 220, 220, 220, 230, 232, 220, 220, 230, 233, 234, 234, 233,
        234, 234, 233, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230,
    ];

    private const char FirstMark = '\u0300';
    private const char LastMark = '\u036F';
    private const char FirstSyllable = '\uAC00';
    private const char LastSyllable = '\uD7A3';

    private static readonly FrozenDictionary<char, string> parts = Parts().ToFrozenDictionary(part => part.Key, part => part.Value);

    internal static void Append(List<char> text, char character)
    {
        if (character is >= FirstSyllable and <= LastSyllable)
            AppendSyllable(text, character - FirstSyllable);
        else if (parts.TryGetValue(character, out var apart))
            foreach (var part in apart)
                Append(text, part);
        else
            text.Insert(PlaceFor(text, character), character);
    }

    private static int PlaceFor(List<char> text, char character)
    {
        var place = text.Count;
        var rank = ClassOf(character);
        while (rank > 0 && place > 0 && ClassOf(text[place - 1]) > rank)
            place--;
        return place;
    }

    // The Unicode Standard, section 3.12: 21 vowels and 28 final consonants (one of them none) for each first consonant.
    private static void AppendSyllable(List<char> text, int index)
    {
        text.Add((char)(0x1100 + index / (21 * 28)));
        text.Add((char)(0x1161 + index / 28 % 21));
        if (index % 28 > 0)
            text.Add((char)(0x11A7 + index % 28));
    }

    private static int ClassOf(char character) => character is >= FirstMark and <= LastMark ? Classes[character - FirstMark] : 0;

    private static IEnumerable<KeyValuePair<char, string>> Parts() =>
        marks.SelectMany(row => row[1].Zip(row[2], (letter, composed) => KeyValuePair.Create(composed, letter + row[0])))
            .Concat(Doubles.Zip(Originals, (twin, original) => KeyValuePair.Create(twin, original.ToString())));
}
