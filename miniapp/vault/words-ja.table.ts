/**
 * 1024 Japanese words in Latin letters, for passphrases: only syllables that all romanizations
 * spell alike (no shi, tsu, fu, ji, no long vowels, no n before b, m, p, y or a vowel), so that a
 * person who hears or remembers a word also knows how to type it. Password fields take no kana on
 * most phones. No word begins another one.
 */
export const wordsJa: readonly string[] = `
abokado abunai abura adobaisu ageru ahiru aisu akagai akagera akagome akai akane akarui akebi
akeru akisame akita akogare akubi amagasa amai amami amasa ame anago anaguma anata anko annai
anzen anzu aoba aoi aoki aomori araiguma arare arau aruku asa asobu atama atami atari atatakai
atatameru ato awabi ayame ayatori azuki banana bane bara basu batta beddo bekkoame benri beppu
beruto betonamu biwa botan buna buranko buri buta daidai daidokoro daigaku daikon daiku daitan
daizu dango danro dare darui dasu datemaki dekigoto dengon denki denwa deru desuku dezain donguri
dorayaki doria doriru dosei ebiten eda egao egara ehime eiga eigo ekimae ema enaga engawa engeki
enka enoki ensoku enzan erabu gaikan gaikoku gaka gakki gakuen gakumon gakusei gamu ganso gari
gasu genkan genki gensoku genzai geta ginga ginnan ginza gogo gohan goma gomen gorira gozen gunkan
gurasu guratan hadagi hadaka hagaki hagi haguki haguruma haha haikei haikingu haiku hairu hakama
hakari hakaru hakase hakken hako haku hama hamigaki hamo hamu hana hanga hansei hansen haori
haramaki hare hari haru hasami hassei hata hato hayabusa hayai hayasa hebi henka hera heya hibari
hibi hidari higasa hige hikage hikaku hikari hikaru hiku himawari himesama himo hina hinoki
hipparu hiragana hirame hirogaru hiroi hiru hitai hito hiyasu hiyodori hiyoko hiza hobune hoikuen
hokori hokoru hokubu hokuriku hondana hone honya hora hori horu hosoi hosoku hosomaki hotaru
hotate hoteru hotoke ibara igirisu ikada ikari ikayaki ikegaki ikioi iku ima imori imoyokan inaho
inaka inari inawara inazuma indo inekari inemuri inko inori inseki ireru iro iruka isamu itadaki
itameru itaria ito iwa izu kaba kabe kabosu kabuki kaburu kabuto kadai kado kaede kaeru kaesu
kagaku kagami kagawa kagayaki kage kagi kagu kaidan kaidoku kaigan kaigara kaigi kaiko kaimono
kaisei kaisen kaisoku kaisui kaitaku kaiten kaiwa kaizoku kakato kakekko kakera kakeru kakesu kaki
kako kaku kama kame kami kamome kamonabe kamu kanabun kanada kanagawa kanazawa kandan kane
kangaeru kani kankaku kankei kanki kanran kansan kansei kanso kantan kanzen kao kappa karada karai
karameru karamu karasa karasu karate kareha karei kareru karin kariru karu kasa kasei kasoku kata
katei kau kawa kayui kazaguruma kazan kazaru kaze kazoeru kazoku kazunoko kega keiei keigo keikaku
keiken keisan keitai kekka kendama kenia kensa kenzan kesa kessaku keyaki kibi kibun kieru kigen
kigi kihon kikai kikaku kikoeru kiku kimeru kimono kinako kinen kingyo kinoko kinsei kintaro kioku
kion kippu kirakira kirameku kirei kiri kiru kiseki kisoku kisu kita kitte kizamu koara kobito
kobune kobuta kodama kodomo koe kogane kogera kogeru koguma koinu kokage koke kokka kokki kokuban
kokugo kokunai kokusai koma kome komorebi komugi konayuki koneko konnyaku koppu korogaru korokke
kosaku kosame kosumosu kosuto kotae koto kowai kowareru koyomi kubi kudamono kugi kuguru kuki kuma
kumiai kumo kunugi kuraberu kurabu kurage kurai kurasu kurenai kureru kuri kuro kuru kusabana
kusaki kusari kusuguru kusuri kuwa kyandoru kyarameru kyonen mado mae magaru mago maguro maiasa
maiban maiko maiku mainen maitake makaron makezu makoto maku manabu manaita maneki mango mannaka
manzai manzoku marason marui marumeru masu mawaru mayoi mayonaka mayu mazegohan mazeru mazui
mebaru medaka medamayaki megami megane megumi meisaku mekuru memo mendori mentaiko meron midori
mieru migi mikan mikata mikazuki mikiri mikoto mimai mimi minami minamoto minato minori minoru
mirai miru misaki miso mitame miyabi miyage miyazaki mizore mizuame mizuiro mizuna mizutaki moeru
mogura moguru mokei mokuba mokuren mokusei mokuzai momo monaka mondai morau mori moya mozu mugen
mugi mukai muku mune mura musasabi musu nabe naderu nae nagai nagame nagano nagare nagasa nageru
nagomi nagoya naka naku namaiki namakemono namazu nameko nameru nami nani nanohana nanten naoru
naosu naporitan nara naruko naruto nasu natto nawatobi nazo nazuna negai negi nekko neko nekutai
nemaki nemoto nemui nemuri nemuro nenga neru nettai nezumi nigai nigauri nigeru nigiyaka nikka
nikki nikko nikuya ningyo ninki ninniku nioi nira niru niwa nobara nobasu nobiru noboru nodo
nogiku nohara nokogiri nokori nokoru nomimono nomu noren nori noru noyama nozomi nugu nukazuke
numa oame oboeru odawara odayaka oden odori odoroki odoru ogawa ohagi ohiru oka okinawa okiru
okonai okura okurimono okuru okuyuki omamori omatase omiyage omoi omote omowaku omuraisu onaga
onaka ondori ongaku oni onkei onsen oranda origami orimono oriru oroka osoi osoroi otaru otasuke
otedama otera oto owaru oyakodon oyasumi oyogu panda panya papaya pasokon pasuta pengin penki peru
petto piano piero piza poketto porutogaru puramu purin raimu rainen raion raito rakkasei rakko
rakuda rakuen rakugaki rakugo ramen ramune reigi reitan remon renga renge renkon renraku rensa
retasu ribon rika rikka ringo risu roba robotto roketto rokuga ruike ruribitaki ryokan ryoken
sabaku sado saga sagi saibai saigo saikin saikoro saitama sakana sake sakka sakoku saku same samui
samurai sandaru sango sankaku sansai sapporo sara saru sasa satoimo sawagani sawaru sawayaka
sayonara sazae sazanka sebiro seibu seigi seikai seimei seito seizon sekai sekihan sekkei sekken
semai semaru semi senaka sendai senro sensei sentaku senzo soba sobo sodateru sode sokkuri sokkusu
sokudo sonkei sora soroban soto soyokaze suberi suberu sugata sugi sugoi sugoroku sugu suido suiei
suihanki suika suiren suisei suisu suki sumi sumomo sumotori suna supein suppai suru susuki
sutando suteki suteru suwaru suzu taberu tabi tadaima tahata taihen taikai taiko tairiku taiyaki
taka takenoko taki tako takuan takumi takusan tamago tamanegi tamatebako tameru tana tane tani
tansu tantei tanuki taoreru taoru tara tatakai tataku tatami tatemono tazuneru teate tebasaki
tebukuro tegakari tegami tegara tehon teinei tekagami tekkadon tekkamaki tekubi temaki temaneki
tendon tengoku tengu tenisu tenkai tenki tenohira tenran tensai tento tenugui tera terebi teriyaki
tesaki tobi tobu todoke todoku tokage tokai tokei tokoton tokoya tomaru tomato tonakai tonari
tonosama tora toride torigai torikago torimono toriniku torokko tororo toru totemo tottori toyama
ude udon ueno ueru ugoku ugui ukeru uku umai umibe umigame umineko unadon unagi ura usagi usui uta
uwabaki uwagi uwasa uzumaki wadai wakaba wakai wakame wakare wakaru wakasagi wakasu wakate
wakayama wakusei wakuwaku wareru wasabi wasuremono wasureru wata yadokari yadorigi yagate yagi
yagura yakan yakedo yakimono yakiniku yakisoba yakitori yaku yama yamori yanagi yane yaoya yasai
yasui yasumu yasuragi yatai yawarakai yoake yobu yokohama yomogi yomu yonaka yorokobi yorokobu
yoru yosan yotei yotto yowai yoyo yozora yubi yudetamago yugata yuka yuki yume yureru yuri yurui
yuruyaka yuzu zabuton zaiku zakuro zarigani zaru zenkoku zenzai zenzen zokuzoku zubon zukan zunda
`
  .trim()
  .split(/\s+/);
