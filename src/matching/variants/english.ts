/** Short forms and spellings of names usual in England. A boy's and a girl's form of one name are kept apart. */
export const english = `
abigail abby abbie abi abigale abbigail abigayle gail abbey
adam adams addy
adrian adrien ade
aidan aiden ayden aydan aden adan eidan
alan allan allen alun al
albert bert bertie albie al alby
alexander alex alec alexandre xander zander aleksander aleksandr oleksandr alexandr alejandro alessandro alistair sasha sascha alek olek
alexandra alex alexa lexi lexie sandra sasha alexandria aleksandra oleksandra alessandra alejandra sascha lexy
alexis lexi alexus lexie
alfred alfie alf alfy
alfred fred freddie
alice ali alys alyce alis elise
alicia alisha alesha alysha alycia elisha aleesha alishia alecia aliciya
alison allison ali alisson alyson
amanda mandy manda
amelia millie amy milly amelie emelia ameliya amilia
amelie ameli emilie amelia
amy aimee ami amie aimie aimy amey
andrew andy drew andreas andre andrei andrey andriy andrzej andrea andres anders andrij
angela angie angel ange angelina
angelica angelika angie anjelica
angus gus
anna ann anne annie ana annah
annabel annabelle annabella anabel anabelle anabella bella belle annie
anthony antony tony antoni anton antonio antoine anthoney ant tonie
antonia toni tonia antonina antonya
archibald archie archy
arthur artie art artur arturo
ashley ashleigh ashlee ashlea ash ashly
ashton ash ashten
austin austen
ava avah
barbara barb barbie babs basia
barnabas barney
barnaby barney
beatrice bea beatrix trixie beatriz bee beattie
benedict ben benny benedikt benedykt
benjamin ben benji benny benjamyn benjy beniamin benyamin
bernard bernie
bethany beth bethanie betheny bethan bethaney
bradley brad bradlee bradly
brandon brandan branden brendon
bridget bridie biddy brigid brigit bridgette bryd
brooke brook
caitlin katelyn kaitlyn kaitlin catelyn caitlyn catlin katelynn caitlan katlin katelin caitlynn kaitlynn
callum calum cal colm kallum
cameron cam kameron camron camryn
carl karl karol
carlotta lottie charlotta
caroline carrie caro carolyn karoline carol karolina carolina lina caz
carter karter
casey kasey kacey kaycee kacie casie
cassandra cass cassie kassandra sandra kasandra
catherine cathy cath kate katie katy katherine kathryn kathy kath kat katharine catharine cat kit kitty cate katarzyna kateryna ekaterina katerina katarina catarina caterina catalina catharina kathrine cathryn katrina katya kasia
cecilia celia cissy cecily cecelia
celeste celestine
chantelle chantel chantal shantelle shantel
charles charlie chas chuck charley charly chaz
charlotte charlie lottie lotte charley char carlota charlote sharlotte tottie charly
chelsea chelsie chelsey chelsee
chloe khloe cloe kloe chloie clohe
christian chris kristian cristian christiaan krystian christien
christina chris chrissie tina kristina cristina christine krystyna kristine christyna khrystyna
christopher chris topher kit kris kristopher christoph christophe kristofer krzysztof cristopher christofer christoper
claire clare clair clara
clara klara claire
claudia klaudia claudine
clementine clemmie clem
conor connor conner konnor con
constance connie
cordelia delia
corey cory kory kori corie
courtney kourtney courtenay
crystal krystal kristal chrystal
cynthia cindy cyndi
daisy daisie daisey daisi daizy
daniel dan danny danyal daniyal daniyel danil danylo danila daniele danial danniel danielius danyil
danielle dani daniella daniela danni danyelle daniele
darcy darcey darcie darci darsey
darren daz darran
david dave davey davie dai dafydd davy dawid davide davyd davit
dawn dawne
deborah debbie deb debra debby
declan dec
denis dennis denys den denny
derek derrick del
diana di diane dianne dianna
dominic dom dominik dominick domenic nic
donald don donnie donny
dorothy dot dottie dolly dorothea dora thea
douglas doug dougie
dylan dyllan dilan dillon dillan
edith edie edyth
edmund ed eddie ted ned
edward ed eddie ted teddy ned eddy edouard eduardo eduard edvard edwards
edwin ed eddie
eleanor ellie elly nell nora lenny elinor eleanora eleonora eleanore leonora elli norah nellie elenor ellen ellenor
elijah eli elias ilyas elia eliyah elija
elisa elise eliza lisa
eliza liza lizzie elisa
elizabeth liz lizzie beth eliza betty libby elisabeth elspeth lisa betsy bess liza lillibet elzbieta elisabeta yelizaveta elizaveta lizzy bessie
ella ellah
ellen nell nellie ellie ellyn
elliot elliott eliot eliott elliotte
ellis elis ellys
elouise eloise heloise eloisa ellouise
elsie elsy elsa elcie
emilia emily emiliya emelia
emily em emmie emilie millie emmy milly emely emiley emmily ems
emily emilia emilija
emma em emmie emmy ema emmah
eric erik rick erich
erin eryn aerin eirin
esme esmee esmae esmie esmay esma
esther ester hester essie esta
ethan ethen eathan ethann
eugene gene yevhen evgeny evgeni yevgeny eugen eugeniu evgeniy
evan ewan euan ewen evann ifan
evangeline eva evie evangelina angie evangelyn
evelyn evie eve evelina eveline evalyn evelynn ewelina
evie eva eve evey evee
faith fayth
faye fay fae
felicity fliss flick felicia lissy
felix feliks
finlay finley fin finn findlay finnley
fiona fi ffion fee
florence flo flossie florrie flora florie floss
frances fran frankie francesca fanny francine
francesca fran frankie cesca francisca franceska chess chesca
francis frank frankie fran franciszek francisco francesco franz francois
frank frankie francis franklin franco
frederica freddie rica frederika
frederick fred freddie freddy frederic fredrick rick frederik fryderyk federico fredric freddi
freya freyja freia freyia freyah
gabriel gabe gab gabi gavriel jibril jibreel gabriele
gabriella gabby gabi gabrielle gabriela gaby gabriele brielle
gareth gary gaz garth
gary garry gaz
gavin gav
gemma jemma gem jem
geoffrey jeff geoff jeffrey geoffry jeffery
george geordie jorge giorgi georgi georgios gheorghe jerzy georg jorgie giorgio heorhii georgy
georgia georgie gia georgina georgiya jorja georja
georgina georgie gina georgine georgiana
gerard gerry jerry gerald gerrard gerardo
gillian jill gill jillian
grace gracie graci grayce gracey grazia graciela
graham graeme grahame
gregory greg gregor grigore grzegorz hryhorii grigory
gwendolyn gwen gwendoline
hannah hanna hanah
harold harry hal
harriet hattie harriett harrie hettie harry
harrison harry
harry harri harrie henry harold
harvey harvy harvie
hayden haydn haiden haydon
hayley hailey haley hayleigh hailee hollie
heather hev
heidi heidy
helen helena nell ellen elena lena olena helene eleni
henrietta hettie etta henri hattie
henry harry hank hal henri enrique hendrik henrik henryk enrico heinrich
herbert bert herb
hollie holly holley holli
hugh hughie huw hew
imogen immy immie imogene imi
irene rene iryna irina irena eirene
isaac isac issac ishaq ike zac izaak isaak izak isack
isabella isabelle isabel izzy bella isobel izabella izabela ysabel ysabella belle isobelle isabela bel issy isobella izabelle izabel izzie sabella
isaiah isaias izaiah
isla islah
isla iyla islah
ivy ivie
jack jackie jacky jak
jackson jaxon jaxson jax jack jaxen
jacob jake jacobs jakob jakub yaqub yakub jacobo giacomo iacob yakiv jacub kuba jaycob
jacqueline jackie jacqui jaqueline jacquelyn jaki
jade jayde jaide
jaden jayden jaiden jadon jaydon jaidan jaydan
james jim jimmy jamie jem jaime jameson jimmie jay
jamie jaimie jaime jamey jayme james
jane janie jayne janey jean janet
janet jan jane jannet
janice jan janis
jasmine jas jasmin jazmin yasmin jazz jazmine jasmyn yasmine yasmina jasmina jazzy jaz jassmine
jason jay jayson jase jasen
jasper jaspar casper gaspard kacper kasper
jayden jay
jean jeanne jeannie jeanie
jemima jem mima jemma
jennifer jen jenny jenni jenna jennie jenifer genevieve jeniffer gennifer
jeremiah jerry jeremy jeremias jem
jeremy jez jerry jem jeremiah
jessica jess jessie jesse jesica jessika jessi gessica jes
jessie jessy jesse jessica jess jessi
joan joanie jo jone
joanna jo joanne joana johanna ioana joasia asia yoanna
joanne jo joann joanna
jocelyn joss joselyn
jodie jody jodi
joel joell yoel
john ian
john jack
john johnny jon jonny johnnie
jonathan jon johnathan jonathon johnathon jonatan yonatan johnothan jono
jonathan jonny
jonathan nathan
jordan jordon jorden jourdan jordyn jord
joseph joe joey jo josef jozef jose giuseppe yusuf yosef jos youssef iosif josep osip yosyp seph
josephine jo josie josephina josefina fifi joey jozefina
joshua josh joshuah josua jos yehoshua
joy joye joi
joyce joy
judith judy jude judi judyta
julia julie jules jul yulia julija yuliia giulia iulia jula julka
julian jules jools julien giuliano julyan iulian yulian
julie jules juli julia
juliet jules juliette julie giulietta
justin just justyn
karen kaz karin caren karon
katie katy kate katey kati cati
kayden kaiden caden kaden cayden caiden
kayla kaylah keila kaila cayla
kayleigh kaylee kayley kaylie kaylea caleigh keighley kaileigh
keira kiera ciara kiara keera keara kierra
kelly kel kelley kellie kelli
kelsey kelsie kelsi
kenneth ken kenny kennith
kevin kev keven kevyn caoimhin
kian kyan cian kean keon
kieran kieren kieron ciaran keiran keiron kierran
kimberley kim kimberly kimmy kimberlee kimberleigh
kirsten kirsty kristen kristin kirstin kirstyn kristine
kirsty kirstie kirsti
kristen kristin krystyn cristin
kyle kile kyl
lachlan lachie lochlan lochlann
laura laurie laurah
lauren loren laurie lauryn laren lorren laurin
lawrence laurence larry laurie lorenzo laurent lars lawrie loz lorcan
layla leila laila leyla laylah lailah leilah laela leighla layala
leah lea leia lia leya leigha
leanne leeanne lianne leeann leighanne leann lyanne
leo leon leonard lev leopold leonardo
leon leo leone leyon
leonard len lenny leo leonardo lennie lennard leonid leonhard
leopold leo poldi
leslie les lesley lez
levi levy leevi
lewis louis lou lew luiz louie ludwik lewys
liam lyam william leam uilliam
libby libbie elizabeth libbi
lillian lily lilian lil liliana lilliana lillie lilyan lilianna
lily lilly lillie lili lilley lilie lilli
lilymae lilymay lillymae lillymay lilliemae lilliemay lilymai
lilyrose lillyrose lilirose lilierose lilyrosa
linda lin lynda lindy lyn
lindsay lindsey linsey lyndsay lyndsey linsay lynsey
lisa leesa liza lysa
logan logen
lola lolla
lorraine lori loraine lorrain
louis lou louie lewis luis
louisa lou lulu luisa louise
louise lou lulu louisa luise loise luiza
lucas luke luca luka lukas lucian lukasz luc
lucia lucy lucie lucja luciya lusia
lucinda lucy cindy
lucy luci lucie lucey lusy
luis luiz louis
luke luc luca lucas lukas luka lukasz luk
lydia lidia lydie liddy lidiia lyd
lynn lyn lynne linn
mackenzie mckenzie makenzie mackenzi kenzie kenzi mckenzi makenzi
madeleine maddie maddy madeline madelyn magdalena madalyn madi madalina lena madelaine
madison maddie maddison maddy madisyn madi madyson madisson
maisie maisy mayzie maizie maisey mazie
malachi malachy malakai malaki
malcolm mal
marcus marc mark marcos marko markus marco marek marcin markuss
margaret maggie mags margot
margaret maggie peg peggy meg madge marge greta malgorzata margarita marguerite margo rita margarida gosia mags magaret margareta
margaret meg
maria marie mariya mariia mariah mareya marja marya
mariam maryam miriam mariyam maryum meriem meryem maryem mariyum marym marjam
marian marion
marie maria mary mari
martha marta marthe matty
martin marty marten martyn martino marcin martins martyna
mary maria
mary marie maire mare
mary molly
mary polly
maryann maryanne marianne mariann marian mariana
mathilda matilda tilly tilda mattie tillie mathilde matylda
matilda tilly tilda mathilda tillie matylda mattie till
matthew matt mat mathew matty matteo mateusz mathieu matthias matias mateo matei mattew matvii matvey mateus matheus matthieu
maureen mo maura
max maxwell maximilian maxim maximus maks maksymilian maxi
maximilian max maximillian maksymilian maximiliano massimiliano maxmilian
maxwell max maxie
maya maia mya maja mayah maiya myah maija maiah
megan meg meghan megs maegan meagan megen
melanie mel melany mellie melaney
melissa mel lissa missy melisa mellisa melitta
meredith merry
mia miah mea
michael mike mick mickey mikey micky michal mihai mikhail mykhailo mykola micheal michel miguel michele mikael mihail misha miquel mikel micah michail mikell
michaela mikayla micaela makayla michaella mikaela mckayla michalina
michelle shell michele mich shelly chelle
mildred millie milly
miles myles milo
millicent millie milly
millie milly mili milley milli
minnie wilhelmina
miranda mandy randa
miriam mim mimi maryam mariam mirjam myriam miryam
mitchell mitch mitchel
molly mollie mary moll
morgan morgen morgane
mya maya miya
natalia nataliya nataliia natalja natalija talia nat natasza natasha natasa natalka
natalie nat natalia natalya nathalie natali tally nataliia nataly natala natalee nattie
natasha tasha nat natasza tash natalia
nathan nat nate nathaniel natan natham
nathaniel nate nathan nat nathanael nathanial natanael
neil neal niall niel
nevaeh neveah navaeh
niamh neve nieve neave niav
nicholas nick nicky nico nicolas nikolas nicholai mykola mikolaj nikolai nikola nicolae klaus colin niko nikolay nic nicolaus nickolas nicola
nicola nicky nicole nikki nic nichola nicci nikola
nicole nicky nikki nicola nicolle nikole nicol
nigel nige
noah noa noe nuh noach
norman norm
oliver ollie olly noll olivier oliwier oliviero oli olliver olivers
olivia liv livvy livia olive olivija oliwia ollie livie alivia olyvia livi oliviya
oscar oskar ossie oskars osker
oswald oz ozzie
owen eoin owain owan eoghan owyn bowen
paige page payge
pamela pam pammy
patricia pat patsy tricia trish patty patrycja patrizia trisha patti
patrick pat paddy patryk padraig patrik patrice rick patricio paddie
paul pauly pavel pawel pablo paulo paolo pavlo pal
paula pauline polly paola
penelope penny pen penelopi nell poppy
peter pete pietro pedro piotr petr petro petru pierre pyotr pieter petros petar
philip phil pip phillip philippe filip felipe filippo phillips pippo philipp fil
philippa pippa pip phillipa phil philipa
phoebe phebe phoeby pheobe phoebie febe
polly pollie
poppy poppie popi poppi
quentin quinn quintin quinton
rachel rach rachael raquel rachelle rachele rae shelly raechel rahel rachell
raymond ray ramon raymund
rebecca becky becca beck bex rebekah rebeca becs rebekka rivka beckie reba rebeka
reece rhys rees reese rhyse reiss
regina gina reggie
reginald reg reggie rex
rex rexx
rhiannon rhian rhianna riannon rhianon
richard rick dick rich richie ricky ricardo ritchie rickie riccardo dickie ryszard richy
riley reilly rylee ryley rileigh rily rylie reily
robert rob bob bobby robbie bert robin roberto robb rupert bobbie robby roberts
roberta bobbie bobby robbie
robin robyn rob robbie
roger rodge rodger
roman rom romano romain
romeo romy
ronald ron ronnie ronny
rory rorie ruairi ruaridh ruari
rosalind ros roz rosie rosalyn
rose rosie rosa rosy roza roos
rosemary rose rosie romy rosemarie rosmary
rosie rosy rosey rose rosi
rowan rowen rowenna
roxanne roxy roxanna roxana roxie
rupert rupe
russell russ rusty russel
ruth ruthie rut
ryan rian ryen rhyan
samantha sam sammy sammie sami samanta mantha
samson sam
samuel sam sammy samuele shmuel sammie samuil samual samuell samy
sandra sandy sandie
sara sarah sally sadie sarai sarra saarah sarahjane
sarah sara sally sadie sarra sarrah
scarlett scarlet scarlette skarlett letty scarlot
sean shaun shawn shane shaan seann
sebastian seb bastian sebastien seba sebastiano sebastion sebby bash
seth sethe
shannon shanon shannen shan
sharon shaz sharron sharen
sheila shelagh shiela sheelagh
shirley shirl
sidney sid sydney syd
sienna siena siana sianna ciena
simon si simeon szymon symon simone simmon semen
simone simona
skye sky
skyla skylar skyler skylah
sophia sophie sofia soph zofia sofiya sofiia sofie zosia sophiah sofija
sophie sophia sofie soph sofi sophi sofy sofia sofya
spencer spence
stacey stacy stacie staci
stanley stan stanly stanislav stanislaw
stella estelle estella
stephanie steph stephany stefanie stephani stefania steffi stevie stephenie
stephen steven steve stevie stephan stefan stephane esteban stefano stepan ste stefanos szczepan
steven steve stephen stevie stevan
stewart stuart stu stuwart
summer sommer
susan sue susie suzy suzie susanna
susannah susanna susie suzanna zuzanna suzannah susana zuzana
suzanne sue suzie susanne suzan suzane
sylvia silvia sylvie sylwia sylwie
tabitha tabby tabatha tabi
talia thalia tahlia taliah talya natalia
tamara tammy tam tamar
tamsin tamzin tam thomasina tamsyn
tanya tania tanja tatiana tonya
taylor tayla tay tailor tayler
teagan tegan teigan teegan taegan
terence terry terrence tel terrance
teresa theresa tess tessa terry therese tereza tracy teresia
terry teri terri terrie
tessa tess tessie theresa
thea theah dorothea theodora teya
theodora thea dora teodora dory
theodore ted teddy
theodore theo teo theodor teodor tadhg
thomas tom tommy tomas tomasz tommaso thom tomos toma tomi thomasz tommie
tiana tianna teana tyana tianah
tiffany tiff tiffani tifany
tilly tillie tilley tilli
timothy tim timmy timothee timofey tymoteusz timoteo tymofii
tobias toby tobiasz tobie
toby tobey tobi tobie tobe
tracy tracey tracie traci
travis travers
trinity trin
tristan tristram tristen trystan tristian
troy troi
tyler ty tylar tylor tayler
una oona oonagh
valentina val valentyna tina valya
valerie val valeria valeriia
vanessa nessa vanesa ness venessa
verity vera
veronica ronnie vera weronika veronika vero ronni veronique
victor vic vik viktor wiktor vittorio vick
victoria vicky vicki vikki vic tori wiktoria viktoria viktoriia vickie tory victoriya vikky vitoria vittoria
vincent vince vinny vinnie vincenzo vicente vin
violet vi violeta violetta violette wioletta
virginia ginny ginnie virginie
vivian viv vivien vivienne viviana
wallace wally
walter wal walt wally
wendy wend
wilfred wilf wilfrid fred will
william will bill billy liam wil willie bil willem wilhelm guillaume guillermo guglielmo willy wills billie wiliam
willow willo
winifred winnie freda win
xavier javier zavier xaver
yvette ivette evette
yvonne ivonne evonne
zachariah zach zachary zac zak zakariya zacharias zakaria zechariah
zachary zach zac zak zack zachariah zachery zackary zacharie zakariya zackery
zara zarah zahra zaara
zoe zoey zoie zowie zoi soe zooey
`
