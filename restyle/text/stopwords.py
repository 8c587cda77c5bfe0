"""Words that carry no topic, by language: function words, and what any conversation is full of."""

import re
from collections import Counter

_ENGLISH = """
    a able about above absolutely actually after again against ago ah ain't all almost already
    also although always am an and another any anybody anymore anyone anything anyway anyways
    apart are aren't around as ask asked asking at away awesome back bad basically be became
    because become been before began behind being believe below best better between beyond big
    bit both bring brought but by call called came can can't cannot case certain certainly
    change clear clearly come comes coming completely correct could couldn't couple course
    cool curious day days definitely describe did didn't different difficult do does doesn't
    doing don't done down during each easier easy eight either else end enough especially
    essentially etc even ever every everybody everyone everything everywhere exactly example
    explain fact fair far feel feeling feels felt few figure find fine first five for forward
    found four from full fun further gave general generally get gets getting give given gives
    giving go goes going gonna good got gotta gotten great guess guy guys had hadn't half
    happen happened happening happens happy hard has hasn't have haven't having he he'd he'll
    he's hear heard hello help hence her here here's hers herself hey hi high him himself his
    hmm hold honest honestly hope how how's however huge i i'd i'll i'm i've idea if imagine
    important in instead interested interesting into is isn't issue it it'd it'll it's its
    itself just keep kept kind kinda kinds knew know knowing known knows large last late later
    least leave left less let let's level lets like likely literally little long longer look
    looked looking looks lot lots love low made main make makes making many matter may maybe
    me mean meaning means meant mention mentioned mhm might mind mine moment more most mostly
    move moving mr mrs much must my myself name namely near need needed needs neither never
    new next nice nine no nobody non none nope nor normal not note nothing notice now number
    numbers obvious obviously of off often oh ok okay old on once one ones only onto open
    opposed or order other others otherwise ought our ours ourselves out over overall own part
    particular particularly people perhaps person piece place please plus point points
    possible potentially pretty previous previously probably problem problems put putting
    question questions quick quickly quite rather reach read real really reason reasons recent
    recently regardless related right run said same saw say saying says scenario second see
    seeing seem seemed seems seen sense set seven several shall shan't share she she'd she'll
    she's short should shouldn't show side similar simple simply since situation six small so
    some somebody somehow someone something sometimes somewhat somewhere soon sorry sort sorts
    sounds specific specifically start started starting still stop stuff such suddenly super
    supposed sure take taken takes taking talk talked talking talks tell tells ten tend terms
    than thank thanks that that'd that'll that's the their theirs them themselves then there
    there'd there'll there's therefore these they they'd they'll they're they've thing things
    think thinking third this those though thought thoughts three through throughout thus time
    times to today together told too took top topic totally touch toward towards tried tries
    true truly try trying turn turned turns twice two type types uh um under understand
    understanding unless until up upon us use used useful uses using usual usually various
    very via view want wanted wants was wasn't way ways we we'd we'll we're we've week weeks
    weird well went were weren't what what's whatever when whenever where wherever whether
    which while who who's whoever whole whom whose why wide will wish with within without
    won't wonder wonderful word words work worked working works world worry worse would
    wouldn't wow wrong yeah year years yep yes yesterday yet you you'd you'll you're you've
    your yours yourself yourselves zero ya cuz gosh dude alright episode podcast listener
    listeners show welcome guest tomorrow tonight morning minute minutes hour hours month
    months story sentence says whatnot like crazy wild funny amazing excited glad appreciate
    listen listening subscribe anecdote topics highlight aspect aspects area areas versus vs per
    bunch advance
"""
_GERMAN = """
    aber alle allem allen aller alles also am an andere anderen auch auf aus bei bin bis
    bisschen da dabei dafür damit dann daran darauf das dass davon dazu dem den denn der deren
    des deshalb dich die dies diese diesem diesen dieser dieses dinge dir doch dort du durch
    eben ein eine einem einen einer eines einfach einmal er erst erstmal es etwas euch eure
    für ganz ganze ganzen gar geht genau gerade gibt glaube gleich gut hab habe haben hat
    hatte hatten hier ich ihm ihn ihr ihre im immer in irgendwie irgendwo irgendwas ist ja
    jede jeden jeder jetzt kann kannst kein keine klar können könnte könnten lang leute machen
    macht mal man mehr mein meine mich mir mit muss müssen nach natürlich nee nein nicht
    nichts noch nochmal nun nur ob oder ohne paar quasi sache sachen sagen sagt schön schon
    sehr sein seine selber selbst sich sie sind so sogar soll sollte sondern sonst sowas über
    überhaupt um und uns unser unsere unter viel viele vielleicht vom von vor wäre war waren
    warum was weil weiß welche wenn wer werden wie wieder will wir wird wo wobei wollen würde
    würden wurde zu zum zur zwei äh ähm okay halt eigentlich immerhin letztlich letzten ersten
    große großer großes neue neuen
"""
_FRENCH = """
    a ai ainsi alors après as au aujourd'hui aussi autre autres aux avec avait avez avoir
    beaucoup bien bon bonne c'est c'était ça car ce cela ces cet cette ceux chaque chez chose
    choses ci comme comment d'accord d'un d'une dans de depuis des deux dire dit dites donc du
    elle elles en encore enfin ensuite entre es est et étaient était été être eu euh eux faire
    fais fait faut fois font genre gens grand grande il ils j'ai j'avais j'étais je juste l'a
    la là le les leur leurs lui ma mais me même mêmes mes mettre moi moins mon n'a n'est ne ni
    nos notre nous on ont ou où ouais oui par parce pas passe peu peut peux plein plus
    plusieurs pour pourquoi pouvez pouvoir près presque pu qu'est qu'il qu'ils qu'on quand que
    quel quelle quelque quelques qui quoi s'est sa sais sans se sera ses si son sont sous
    souvent suis sur ta te tes toi ton toujours tous tout toute toutes très trois truc trucs
    tu un une va vais vers veut veux voilà voir vois vont vos votre vous vraiment vrai y super
    cetera exemple coup
"""
_SPANISH = """
    a ahí ahora al algo alguien algún alguna algunas algunos allí ante antes aquí así aún
    aunque bien bueno cada casi como cómo con contra cosa cosas creo cual cuál cualquier
    cuando cuándo de debe decir del desde después dice digo donde dónde dos durante e el él
    ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta está están
    estar estas este esto estos estoy fue ha haber había hace hacen hacer hacia han hasta hay
    he hoy ido igual ir la las le les lo los luego más me menos mi mí mientras mis mismo mucha
    mucho muchos muy nada ni no nos nosotros o os otra otras otro otros para parece pero
    persona poco podría podrían poder porque primero puede pueden puedes pues que qué quien
    quién quiere quiero sé sea ser si sí sido siempre sin sino sobre solo sólo son soy su sus
    tal también tan tanto te tener tenemos tengo tiene tienen tienes toda todas todavía todo
    todos tres tu tú un una unas uno unos usted va vamos van vez voy y ya yo eh entre manera
    forma tipo podemos
"""
_PORTUGUESE = """
    a agora aí ainda algo além alguém algum alguma ao aos aqui as assim até aquele aquela aquilo
    às bem bom cada coisa coisas com como da das de dela dele depois desde dessa desse deste
    disso do dos dois e é ela elas ele eles em entre então era essa esse esta está estão estava
    este eu faz fazer fez foi foram for gente há isso isto já lá lhe mais mas me mesmo meu minha
    muita muito muitos na nas nem nessa nesse no nos nós nossa nosso num numa não né o onde os
    ou outra outro para pela pelo per pode pois por porque pra qual quando quanto que quem quê
    se sem sempre ser seu só são sobre sua também tanto tem tenho ter teve tinha toda todas todo
    todos tudo um uma vai vamos você vocês vou à eram sendo seja esses essas tipo ali
"""
_ITALIAN = """
    a adesso ai al alla alle allora altra altri altro anche ancora anni avere aveva bene c'è che
    chi ci come con cosa così cui da dai dal dalla dalle davvero dei del della delle dello di
    dire dopo dove due e ecco ed era erano essere fa fare fatto fino già gli ha hai hanno ho i
    il in invece io l'ha la le lei lo loro lui ma mai me mi mia mio modo molto ne nel nella
    nelle niente no noi non nostra nostro o ogni ora per perché però più po' poco poi può qua
    qual quale quando quanto quasi quei quella quelle quelli quello questa queste questi questo
    qui quindi se sei sempre senza si sia siamo solo sono sta stata stato su sua sulla suo tanto
    te ti tra tu tutta tutte tutti tutto un un' una uno va vi viene voi è c'era dell'altro cioè
"""
_DUTCH = """
    aan al alle als altijd ander andere ben bij bijvoorbeeld daar daarom dan dat de deze die dit
    doen doet door dus echt een eens eigenlijk elkaar en er even gaan gaat geen gewoon goed had
    hadden heb hebben heeft heel het hier hij hoe hun ik in is ja je jij jou jouw juist kan kon
    komt kun kunnen maar maken mee meer men met mij mijn misschien moet moeten na naar
    natuurlijk nee net niet niets nog nou nu of om omdat ons onze ook op over precies soms te
    tegen toch toen tot twee uit u uw van vaak veel voor waar waarom wanneer want waren was wat
    we weer wel welke werd wie wij wil worden wordt zal ze zei zeggen zich zien zij zijn zo zou
    zouden ding dingen
"""
UNSPACED = "zh"
_LISTS = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
    "it": frozenset(_ITALIAN.split()),
    "nl": frozenset(_DUTCH.split()),
    "pt": frozenset(_PORTUGUESE.split()),
}
_ANY = _LISTS["it"] | _LISTS["nl"] | _LISTS["pt"]
_AND = {"en": "and", "de": "und", "fr": "et", "es": "y", "it": "e", "nl": "en", "pt": "e"}
_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 4000  # words that tell a language
_LEAST_SHARE = 0.25  # of them, stop words of that language


def language_of(text: str) -> str:
    """Return a language's ISO 639-1 code, or empty for one that is not known here.

    UNSPACED stands for all scripts that put no blanks between words.
    """
    head = text[: _SAMPLE * 6]
    if len(_HAN.findall(head)) > 0.3 * len(head):
        return UNSPACED
    words = Counter(word.casefold().replace("’", "'") for word in _WORD.findall(head))
    total = sum(words.values()) or 1
    shares = {
        name: sum(count for word, count in words.items() if word in known) / total
        for name, known in _LISTS.items()
    }
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _LEAST_SHARE else ""


def stopwords(language: str) -> frozenset[str]:
    """Return the words of a language that carry no topic."""
    return _LISTS.get(language, _ANY)


def is_told(language: str) -> bool:
    """Return whether a language can be told from others by its small words."""
    return language in _LISTS


def conjunction(language: str) -> str:
    """Return what stands before the last of several phrases, such as ` and `."""
    return f" {_AND[language]} " if language in _AND else " · "
