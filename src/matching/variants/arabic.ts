/** Names first written in Arabic script, by the ways they are spelt in English, French, Somali, Turkish and Malay. */
export const arabic = `
aamir amir aamer amer
abdi abdy cabdi
abdirashid abdulrashid abdurrashid abdirashiid abdulrasheed
abdul abdool abdoul abd abdel
abdulaziz abdelaziz abdiaziz abdulazeez abdulazez abdoulaziz
abdulhakim abdulhakeem abdihakim abdelhakim
abdulhamid abdulhameed abdelhamid abdihamid
abdulkadir abdulqadir abdikadir abdelkader abdulkader abdiqadir abdulqader abdukadir abdelkadir
abdulkarim abdulkareem abdelkarim abdikarim abdukarim
abdullah abdulla abdallah abdullahi abdellah cabdullahi abdula abdulah abdallahi abdoulaye
abdullatif abdellatif abdilatif abdulateef
abdulmalik abdulmalek abdimalik abdelmalek
abdulrahman abdurrahman abdurahman abdelrahman abdirahman abdulrehman abdrahman abdurehman cabdiraxmaan abderrahmane abdurrehman abdulrahmaan abdurrahmaan abdalrahman abdarrahman
abdulsamad abdussamad abdisamad abdulsamed abdusamad
abdulwahab abdulwahhab abdelwahab abdiwahab
abu abou abo
abubakar abubakr abubaker aboubakar abobakar abuubakar abou boubacar bubacar ebubekir abukar
adam aadam adem aadan adan
adil adeel adel aadil
ahmed ahmad ahmet achmed achmad axmed ahamed amed ahmadu amadou ahmmed ahmaad hmd ahmd ehmed ahamad amadu
aisha ayesha aysha aishah aicha aishat ayisha aesha caasha ayse aiysha aaisha aaishah ayeesha asha aysa aiesha eisha ayshah aishatu aissatou
akram akrem ekrem
ala alaa alaaa
ali aly alli alee cali
alisha aleesha alishah
aliya aliyah aaliyah alia aliyya aleya aaliya alya aleeyah alliyah
aliza alizah aleeza alisa
amal amaal aamal
amani amany amaani
amina aminah ameena amena amineh aminata ameenah emine aamina aminatou amiina amyna
amir ameer emir aamir aameer amer
amira ameera amirah ameerah emira amera
amna aamna amnah
anas anass annas enes anaas
anwar anwer anvar enver
areeba ariba areebah aribah
arham arhaam
arif aarif areef aref
arslan arsalan aslan arsalaan
asad assad asaad
asif aasif asef asiph
asim aasim asem assim
asiya asia aasiya asiyah aasiyah asya assia
aslam aslem
asma asmaa asmah esma asmae
atif aatif atef
ayaan ayan ayyan aayan
ayah aya aaya ayat
ayat aayat ayaat
ayman aiman aymen aymaan aimen eymen
ayub ayoub ayyub eyup ayoob ayyoob ayuub
aziz azeez azis aziiz
azra azraa asra
bashir basheer bachir bashiir beshir
basim bassem basem baseem bassim
basit baasit
bilal bilaal belal bilel billal bellal
bushra bouchra bushrah busra
danish daanish danesh
dawud dawood dawoud daoud daud davud daawood dahoud
dina deena dinah
dua duaa douaa
ebrahim ibrahim ibraheem ibrahima abraham ebraheem brahim ibrahem ibraahim ibrahym avraham ibrohim
eesa isa issa essa eisa ciise iesa isaa easa
eman iman emaan imaan emann imane
erum iram
esra israa isra asra
fahad fahd fahed
faisal faysal feisal fayssal faisel faycal faizal feysal
faiza fayza faizah faeza faaiza
farah farrah faarax
farhan farhaan ferhan
farhana farhanah
farid fareed ferid farred
farida fareeda faridah ferida
faruq farooq farouk faruk farook faarooq farouq
fatima fatimah fatema fathima faatimah fatma fatimata faduma fadumo fatoumata fatou faatima fatiha fathimah fatime fatimetou fathia fatmeh faatimaa ftma
fawad fawaad fuad fouad
fawzia fouzia fauzia fozia fowsia fowzia fawziya foziya
fiza fizza fizzah
habib habeeb
habiba habibah habeeba
hadi haadi haady
hadiya hadiyah hadia hadya
hafsa hafsah hafza haafsah xafsa
haider haidar hayder hyder haydar hajdar
hajra hajira hajar hajrah hagar haajra hajara
hakim hakeem
halima halimah haleema haleemah xaliimo halimo
hamed hamid
hamid hameed
hamza hamzah hamsa hamse hamzeh xamse hamzaa
hana hanaa hannah
hanan hanaan
hania haniya haniyah hanya haania
harith haris haaris harris hareth
haroon harun haroun haaroon aaron haruna haaruun
hasan hassan hasaan hassaan xasan hasen
hashim hashem haashim hachem
hasina haseena hasinah
hawa hawwa hawah xaawo eve hawo haawa
hiba hibah hibba heba hibo
hibatullah hibatallah
hina heena hena
hira hiraa heera
huda hoda houda hudah
humaira humayra humera humaera humairah houmaira
husam hussam hosam houssam hossam
husna hosna husnah
hussain hussein husain hossain hossein huseyin husein hussayn hussien houssein xuseen hosain huseen hussen hosein housein huseyn husseyn
huzaifa huzaifah hudhaifa huzayfa hudhayfah huthayfa
idris idrees idriss edris idriis
ikram ikraam ikrame
ilyas elias ilyaas ilias elyas iliyas ilyes
imad emad imaad
imran emran imraan
inaya inayah enaya inaaya inayat
iqra ikra iqrah iqraa
irfan erfan irfaan
isha eisha esha
ishaq isaac ishak ishaaq ishac isxaaq
ismail ismaeel ismael ismaiil ismaeil esmail ismaail ismayil ismaciil ishmael esmaeil smail ismaila
ismat ismet
jaber jabir
jafar jaffar jaafar jaffer cafer djafar
jamal jamaal gamal jemal cemal djamal jamel djamel jamaall
jamil jameel jamill cemil djamil
jamila jameela jamilah jameelah djamila jamiila
jannat jannah jenna janat jannath jannatul jana
javed jawed javaid jawaid javid
jawad jawaad javad
jibril jibreel jibriil gabriel gibril
junaid junayd junaed juned
kamal kamaal kemal kamel
kamran kamraan
karim kareem kerim karem abdulkarim
karima kareema karimah
kashif kaashif kashef
khadija khadijah hadija hatice khadeeja khadeejah kadija khadidja kadijah khadiza khadiga xadiijo khadijo kadijatou khadejah kadiatou khadiji hadiza
khalid khaled khalad khaleed halid kaled khaalid khald
khalida khaleda khaalida
khalil khaleel halil khalel
khawla khaula khoula kholoud
kinza kenza kinzah
labiba labeeba
laiba layba laibah
latifa lateefa latifah lateefah
layla leila laila leyla laylah lailah leilah lyla ljla
lina leena lena linah
lubna loubna lubnah lobna
luqman lukman loqman luqmaan
lutfur lutfor
maha mahaa maaha
mahbub mahboob
mahdi mehdi mahdee
mahira mahirah maheera
mahmud mahmood mehmood mahmoud mahmut maxamuud mehmud mahamoud mahmuud mahamud
mahnoor mahnur mehnoor mahanoor
malak malack malaak
malik maalik malek maleek
malika maleeka malikah melika
manal manaal
mansoor mansour mansur
maria mariya maaria
mariam maryam miriam mariyam maryum meryem meriam mariem maryama marium mariama maryan maryamu mariamu maryem mrym mariym
marwa marwah merwa marwaa merve
marwan marwaan merwan
masud masood masoud mesut massoud masuud
mehreen mahrin mehrin mahreen
mina meena minah
mohammed muhammad mohammad mohamed muhammed mohamad muhamed muhamad mohamud mohd md muhd mohemmed mohammud mahomed mehmet mehmed mamadou maxamed mohammod mohamet muhammet muhammadu mohammedu mahamed mohmmed mohmed mouhamed mohamod muhamet mahammad mhmd mohammadd mamadu mouhammad muhamme
moiz muiz moeez moeed
mubarak mobarak mubarek mubaarak
mujahid mojahid
mukhtar mokhtar muktar muhtar muukhtaar
muna mona mouna
munir mounir muneer munier
munira mounira muneera muniira munirah
murad mourad moorad murat
musa moosa mousa moussa muse musah mussa muuse musaa mousse muze mwsa
musab musaab mosab moussab
muslim moslem
mustafa mustapha moustafa mostafa mustaf mustafe moustapha mustaffa
muzammil muzzammil mozammel
nabil nabeel nebil nabiel
nabila nabeela nabilah nabeelah
nada nadaa
nadia nadiya nadya nadiyah nadja nadiia
nadim nadeem
nadir nadeer nader
nafisa nafeesa nafisah nafissa
naim naeem nayeem naeim
naima naeema naimah neima naimo nacima
najib najeeb
najma najmah nejma
naseem nasim nassim nesim
nasir naseer nasser naser nassir nasar
nasra nasrah nasro
nasreen nasrin nesrin nasrine nasren nassrin nesrine
nawal nawaal
nazia naziya nazya
nazir nazeer nadhir
nida nidaa
nimra nimrah
nisa nisaa nissa
noor nour nur nuur noorah
noora noura nurah nooraa
nuh noah nooh
numan nouman nauman noman
nura noura
nusaybah nusaiba
nusrat nushrat nusret
omaima umaima oumaima umaymah
omar umar omer umer oumar cumar ommar omarr umarr
parveen parvin pervin perveen parwin
qasim kasim qassim kassim qaasim kaseem qasem gassim kasem
qays qais kais kays
rabia rabiya rabiah rabeea rabeya rabya
rafi rafay
rafiq rafique rafeeq rafik
rahim raheem rehim raheam rahem
rahma rahmah rahmo raxma
rahman rehman rahmaan rahmon raxman rohman
raihan rayhan rehan reyhan raihaan rayhaan
raja rajah
ramadan ramazan ramadhan ramzan
rami ramy raami
rania raniya rhania ranya
rashid rasheed rachid rashed rashiid rached
rashida rasheeda rachida rasheda
rasul rasool rassoul
rayan rayyan raiyan rayaan rayane
raza reza rida redha ridha
rida reda ridha
riyad riyadh riad riyaz reyad
rizwan ridwan redwan rizvan ridwaan rezwan radwan redouane ridouan
romaisa rumaysa rumaisa rumaysah romaysa
rubina robina rubeena
ruqayyah ruqaya ruqayya rukaya rokaya rukayat ruqia roqaya ruqiya rukia rukiya ruqaiya rokia rukayya
sabah saba sabaa sabbah
sabir sabeer saber
sabrin sabreen sabrine
sad saad
sadia saadia sadiya saadiya sadiyah sacdiyo
sadiq sadik sadeeq saddiq siddiq
safa safaa saffa
safia safiya safiyah saffiyah safiyya safya safiyyah safiye safiyo
safwan safwaan
sahar saher
sahra sahro sacra zahra sahara
said saeed sayed saed saied seid siciid sayeed saiid
saif sayf seif saef
sajid sajjid sajed
sajida sajeda
sakina sakinah sakeena sekina
salah salaah saleh saalax saalah
salahuddin salahudin saladin salauddin salahaddin
saleem salim selim saliim
saleh salih salah salihu
salma salmah selma
salman salmaan selman suleman
salwa salwaa selwa
sami samy saami
samia samiya samiyah saamiya samya
samina sameena samena
samir sameer samer semir
samira sameera samirah sameerah samiira
sana sanaa sannah sena
sara sarah saara saarah sarra srh
saud saood seoud
shabana shabanah
shabnam shabnom
shadi chadi shady
shafiq shafique shafeeq chafik
shahid shaheed chahid
shahida shaheda
shakil shakeel chakil
shakira shakirah chakira
shamim shameem
shamima shameema
shamsa shamso
sharif shareef sherif cherif shariif
sharifa shareefa sherifa shariifa
shazia shaziya
shifa chifa shefa
shoaib shuaib shoeb shuayb suhaib shuaibu chouaib
siddiq siddique sadiq siddeeq
sohail suhail suhayl sohel souhail
subhan sobhan subhaan
sufyan sufian sofiane sufiyan sofyan sufyaan soufiane
suhana sohana suhanah
sulaiman suleiman sulayman suleman solomon souleymane sulaymaan soliman sulieman saleban saleiman suleyman soulaiman slymn sulemani saleebaan
sultan soltan
sumaya sumayyah sumaiya sumayya soumaya sumeya sumaiyah sumeyye sumaia somaya
sumera sumaira sumeira
tahir taher daahir dahir taaher
tahira tahirah taahira
talha talhah
tamim tameem
tanvir tanveer tanweer
tanzila tanzeela
tariq tarik tareq tarek tareek taariq tarique
tasneem tasnim tesnim tasnime
tayyab tayyib taib tayeb
thabit sabit
ubaid obaid ubayd
ubaidullah obaidullah ubaydullah obeidullah
umair omair umayr umaeer
umm um oum
ummkulthum umkalthoum ummukulsum ummekulsum
usama osama oussama usaama ousama osamah
usamah osama
uthman usman osman othman ousmane cusmaan usmaan ousman usmon osmaan
uzair uzayr ozair
waleed walid oualid waliid walled
waqas wakas waqaas
warda wardah warsan
wasim waseem wassim wasem wesam
yahya yahia yehia yaxye yehya yahyaa yahiya yehiya
yakub yaqub yaqoub jacob yacoub yaqoob yakup yaacoub yaquub
yasin yasseen yaseen yassin yacine yasiin yassine yaasin
yasir yasser yaser yassir
yasmin yasmine jasmine yasmeen yasemin jasmin yesmin yasmina yassmin
yunus younis yunis younes yonis younus yunes jonah yoonus yuonis
yusra yousra yosra yusraa
yusuf yousuf yousef youssef yusef yusuff joseph youssouf yosef yoosuf yuusuf yousif yusif yuusof jusuf yusouf yousaf yusup iusuf
zahid zaheed zahed
zahir zaheer zaher
zahra zahraa zara zohra zehra zahrah zarah fatimazahra zaahra sahra
zaid zayd zeid zayed zaied
zain zayn zane zein zayne zyn zayen zaine
zaina zayna zeina zainah zaynah
zainab zaynab zeynep zeinab zaineb zainabu zeyneb zineb sainab zaynub zaenab
zakariya zakaria zakariyya zachariah zekeriya zakarya zakariye zakariyah zakarie zacharia zakariyaa
zaki zaky zakee
zakir zakeer zaker zhakir
zarina zareena
zayaan zayan zayyan
zeeshan zishan zeshan zeeshaan
zia ziya zeya
ziad ziyad zeyad zyad
zoya zoyah zoia
zubair zubayr zoubair zobair zubeyr zubeir
zuhair zuhayr zouhair zoheir
zulaikha zulekha zuleika zulaykha zuleikha
zulfiqar zulfikar zulfiquar zulficar
`
