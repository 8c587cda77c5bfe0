"""Units: the words and signs that say what a number measures, each with its dimension and size."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, and how many of the dimension's smallest unit it is."""

    dimension: str
    size: Decimal = Decimal(1)


_TABLE = """
    share        %          1            % percent percentage pct percents
    time         second     1            second seconds sec secs
    time         minute     60           minute minutes min mins
    time         hour       3600         hour hours hr hrs
    time         day        86400        day days
    time         week       604800       week weeks
    time         month      2629800      month months
    time         year       31557600     year years yr yrs
    time         decade     315576000    decade decades
    time         century    3155760000   century centuries
    time         ms         0.001        millisecond milliseconds ms
    data         bit        0.125        bit bits
    data         byte       1            byte bytes
    data         kilobyte   1000         kilobyte kilobytes kb
    data         megabyte   1000000      megabyte megabytes mb megs meg
    data         gigabyte   1000000000   gigabyte gigabytes gb gigs gig
    data         terabyte   1000000000000 terabyte terabytes tb
    money-usd    cent       0.01         cent cents
    money-usd    dollar     1            $ dollar dollars buck bucks usd
    money-eur    euro       1            € euro euros eur
    money-gbp    pound      1            £ gbp quid
    money-btc    satoshi    1            satoshi satoshis sat sats
    money-btc    bitcoin    100000000    btc
    money-jpy    yen        1            ¥ yen
    length       millimetre 0.001        mm millimetre millimetres millimeter millimeters
    length       centimetre 0.01         cm centimetre centimetres centimeter centimeters
    length       metre      1            metre metres meter meters
    length       kilometre  1000         km kilometre kilometres kilometer kilometers
    length       inch       0.0254       inch inches
    length       foot       0.3048       foot feet ft
    length       mile       1609.344     mile miles
    mass         gram       1            gram grams
    mass         kilogram   1000         kg kilo kilos kilogram kilograms
    mass         pound      453.592      pound pounds lb lbs
    mass         ton        1000000      ton tons tonne tonnes
    volume       litre      1            litre litres liter liters
    volume       gallon     3.785        gallon gallons
    temperature  degree     1            degree degrees ° celsius fahrenheit
    power        watt       1            watt watts
    power        kilowatt   1000         kw kilowatt kilowatts
    power        megawatt   1000000      mw megawatt megawatts
    power        gigawatt   1000000000   gw gigawatt gigawatts
    frequency    hertz      1            hz hertz
    frequency    megahertz  1000000      mhz megahertz
    frequency    gigahertz  1000000000   ghz gigahertz
    speed        mph        1            mph
    factor       times      1            times x fold
"""
UNITS: dict[str, Unit] = {}
for _row in _TABLE.strip().splitlines():
    _dimension, _, _size, *_words = _row.split()
    UNITS.update(dict.fromkeys(_words, Unit(_dimension, Decimal(_size))))

MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
