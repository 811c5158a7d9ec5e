/**
 * 1024 simple English words of four to seven letters, for passphrases: no homophones, nothing
 * frightening. No word begins another one.
 */
export const wordsEn: readonly string[] = `
acorn airport album almond alone anchor angel answer antler apple apron arch arctic arena armor
arrow artist aspen aunt avenue baby bacon bagel baker ball bamboo banana band bank basket bath
battle beach beacon bear beaver beetle begin bell belt bench bird black blouse blue boat body bone
book boot border bottle bottom bowl branch brave bread breeze bridge bright broom brown brush
bubble bucket build bull bunny bush butter button cabin cable cactus cake calf calm camel camera
camp canal candle candy cannon canoe canvas canyon carbon card carpet carrot carton castle cave
cedar cello center chain chair chapel charm chase cheek cheese cherry chest chicken chief child
chin church cider circle circus city clam clap class clay clean clerk clever cliff climb clinic
clock cloth cloud clover clown club coach coast coat cocoa coconut coffee collar color comb comet
cook copper corn cotton couch cousin cover crane crayon cream creek crew crisp crop crown crumb
cube curve cycle daisy dance date dawn deck deep degree delta depth desert desk detail diamond
diary dice dinner direct dish dive doctor doll dolphin domino donkey door dough dragon drama
drawer dream dress drink drive drop drum duck dune dust eagle early earth east easy echo edge
eight elbow elder ember empty energy engine enjoy enter escape event ever exit expert extra fabric
face fairy falcon fall family famous farm fast father fence fern ferry field fifty film finger
finish fire fish five flag flame flash flat flavor fluff flute foam focus folder follow food foot
forest fork fossil frame fresh friend frog front frost fruit fudge full funnel funny future gadget
galaxy game garage garden garlic gather gentle giant gift ginger giraffe girl give glad glass
glide globe glory glove glow glue goal goat gold golf goose grain grape graph grass gravy green
greet grid grin ground group grow guard guess guest guide guitar habit half hall hamlet hammer
hand happy harbor hard harp hawk head health heart heat heaven hedge height helmet help herb hike
hill hinge hippo hobby hockey hold holiday home honey hood hook hope horn host hotel house human
humble hurry husky icon idea igloo image inch index insect inside island ivory jacket jaguar jazz
jeans jelly jersey jewel jigsaw jingle join jolly juice jump jungle junior karate kayak keep
kettle kick kind king kitchen kite kitten kiwi knee knife knock koala label ladder lady lagoon
lake lamb lamp land large laser laugh lawn lawyer lazy leaf learn ledge left lemon lens lesson
letter level lever lift light lily lime line lion liquid list little lizard llama loaf lobby local
lock lodge long loop lotus loud lounge lucky lumber lunch lyric magic magnet mall mammal mango
maple marble march market marmot marsh mask mast match math maze meadow meal medal media melody
melon member memory menu metal meteor method middle milk mill mind minnow mint minute mirror mist
mitten mobile model modern moment monkey month moon mosaic moss moth motor mouse mouth movie
muffin mule muscle museum music nail name napkin narrow nation nature navy near neat neck needle
nephew nest never nickel niece nine noble noise noodle noon north nose note novel nugget number
nurse nylon oasis object ocean odor office often olive omelet onion open opera orange orbit orchid
order organ origin other otter outfit oval oven oxygen oyster paddle page paint palace palm panda
panel papaya paper parade parcel parent park parrot party pasta path patrol peach peanut pearl
pebble pedal pepper petal phone photo piano pickle picnic pigeon pillow pilot pine pink pipe pizza
place planet plant plate play plaza plenty plum pocket poem poet point polar police polish pond
pony pool popcorn poppy porch port post potato powder power present pretty price pride print prism
prize proof proud public puddle puffin pull pulp pump puppet puppy purple purse push puzzle quail
queen quest quick quiet quilt quince quiz quote rabbit race radar radio radish raft raisin ramp
ranch random range raven ravine razor ready record reef regard relax remote rent repair rescue
rest reward ribbon rice rich ride ripple rise river roast robin robot rock roof room rope round
royal rubber ruby ruler rural sack saddle safari safe salad salmon salon salt salute sand satin
sauce save scale school scout screen script seal season seat second secret seed self senior series
seven shadow shape share shark sharp shed sheep shelf shell shine ship shirt shoe shop shore short
shovel shower shrimp signal silent silk silver simple singer siren sister skate sketch skill skin
skirt slate sled sleep sleeve slice slide slope slow small smart smile smoke smooth snack snail
snake snow soap soccer social sock soda sofa soft soil solar solid song soup south space spade
spare spark speech speed spell spend sphere spice spider spiral spirit sponge spoon sport spot
spray spring spruce square squash squid stable staff stage stair stamp star statue steam stem step
stereo stick still sting stone stool store storm story stove straw stream street string stripe
strong studio study sugar suit summer supper surf swan sweet swift swim swing switch sword symbol
syrup system table taco tailor talent talk tall tango tank tape target task taste taxi teapot
temple tennis tent term test text thank theory thick thin third thirst thorn thread three throne
thumb ticket tiger tile timber time tiny tissue title toast toffee token tomato tongue tool tooth
topic torch total touch tour towel tower town trade trail train trap travel tray treat tree tribe
trick trip trophy truck true trunk trust truth tube tulip tuna tunnel turkey turn turtle tutor
twelve twenty twig twin twist type uncle under unicorn union unit update upper urban useful usual
valley value vapor vase vast vault velvet verse vessel video view villa vine violet violin visit
vivid voice volcano volume voyage waffle wagon walk wall walnut walrus waltz warm wash watch water
wealth weave weight west whale wheat wheel white wide width wife wild willow window wine wing
winner winter wire wise wish wizard wolf wombat wonder wool word work world worm worthy wreath
wren wrist yacht yard yarn yeast yellow yoga yogurt young youth zebra zero zigzag zinc zipper zone
`
  .trim()
  .split(/\s+/);
