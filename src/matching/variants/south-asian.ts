/** Forenames of India, Pakistan, Bangladesh, Sri Lanka and Nepal that are not first of all Arabic. */
export const southAsian = `
aanya anya ania anaya
aaradhya aradhya aradhaya aaradya
aarav arav aarrav aarv
aaravi aarvi arvi
aarti arti aarthi arthi aarati
aarush arush aaroosh
abdur abdul
abhinav abinav abhinab
abhishek abishek avishek abhisek
aditi adithi aditee
aditya adithya aaditya adhitya
advik adhvik advick
ajay ajai ajoy
akash aakash akaash
akshay akshai aksay akhshay
amandeep amndeep
amarjit amarjeet
amit ameet
amrit amreet
amrita amritha amreeta
anand anandh aanand
ananya ananyaa anania
anil aneel
anish aneesh
anita aneeta anitha
anjali anjalee anjaly anjuli
ansh aansh
anusha anoosha
anushka anoushka anouska anooshka anuska
arjun arjan arjuna aarjun
arnav aarnav arnab
arun aroon
aruna aroona
arvind aravind
ashok asoka
ashwin aswin ashvin asvin
avani aavani
avni avanee
ayman aymun
ayush aayush aayoosh
balraj bulraj
balwinder balvinder
bhavesh bavesh bhavish
bhavna bhawna bhavana
bhupinder bupinder bhupindar
bikram vikram bickram
bilqis bilkis bilquis
bipin vipin
chandra chandre
chirag cheerag
daljit daljeet
davinder devinder davindar
deepa dipa
deepak dipak deepack
deepika dipika
deepti dipti deepthi
dev deb
devi debi
dhruv dhruva druv dhruve
dilip dileep dalip
dinesh dineesh
divya divia dibya
diya dia deeya dhiya
esha isha eesha
farzana farjana ferzana
gagandeep gagan
ganesh ganesha
gaurav gourav gaurab
gauri gouri gowri
geeta gita geetha githa
gobind govind
gul gull
gulnaz gulnaaz
gurdeep gurdip
gurjit gurjeet
gurpreet gurprit gurpeet
gurvinder gurwinder gurbinder
hardeep hardip
hari harry
harish hareesh
harjit harjeet
harleen harlin
harman harmann
harpreet harprit harpeet
harsh harsha
harvinder harwinder harbinder
hema haema
himanshu himansu
humayun homayun humayoun
inderjit inderjeet indrajit
indira indra
ishaan ishan eshan eeshan ishaann
ishani eshani
ishita eshita
jagdeep jagdip
jagdish jagdeesh
jagjit jagjeet
jahanara jahanaara
jahangir jehangir jahanghir
jai jay jaye
jakir zakir
jannatul jannat
jasdeep jasdip
jaspreet jasprit jaspeet
jasvinder jaswinder
jaswant jasvant
jatinder jitender jatindar
jaya jeya
jayesh jaiesh
jeevan jivan jeewan
jignesh jigneshkumar
jobayer zubair jubair zobair jobair
jui juhi
jyoti joti jothi jyothi jyotee
kabir kabeer
kamal kamaal
kamaljit kamaljeet
karan karran karn
karthik kartik karthick kartick
kavita kavitha kabita
kavya kaavya
kazi qazi kaji
khaleda khalida
khurram khuram
kiran kiren keran
kirti kirthi keerti keerthi
krish krishh
krishna krishnaa krisna kishna
kuldeep kuldip
kulsoom kulsum kalsoom kulsuma umkulsum
kulvinder kulwinder
kumar kumaar
lakshmi laxmi lakshmy luxmi
lata latha
madhav madhava
mahbuba mahbooba
mahesh maheesh
mahfuz mahfooz
mahnaz mehnaz
mala malaa
mamta mamata
mamun mamoon
manav maanav
maninder manindar
manish maneesh
manisha maneesha
manjit manjeet
manpreet manprit manpeet
meena mina
meera mira meerah
meghna megna
mehul mehool
mehwish mahwish mehvish
miah mia miya
mitul mithul
mizan mizanur
mohan mohun
mohini mohinee
mohit moheet
monir munir moneer
morsheda murshida
mosammat musammat mst mosamat mossammat
mostafiz mustafiz mostafizur
mukesh mukeesh
naheed nahid
nandini nandhini
narendra narinder narender
nargis narges nergis
navdeep navdip
naveen navin navean
navjot navjoth
navya navyaa
nawaz navaz nawaaz
nayan nayen
nazmul nazmool najmul
neel neil nil
neelam nilam neelum
neha nehaa
nikhil nikil nickil
nikita nikitha
nilesh neelesh
nirav neerav
nisha neesha
nishant nishanth
nitin nithin niteen
nurul noorul nurool
om aum
parag paraag
paramjit paramjeet parmjit parmjeet
parminder paraminder
parth paarth
parvati parvathi parbati
pavan pawan pavaan
pooja puja poojah
prabhjot prabjot parbjot
prakash prakaash parkash
pranav pranab prannav
pratik prateek pratheek
praveen pravin prabin
preeti priti preethi prithi
prem praem
prisha preesha
prithvi pruthvi prithwi
priya pria preeya preya
priyanka prianka
rabeya rabia
radha raadha
rafiqul rofiqul rafikul
raghav ragav
rahul raahul
raj raaj
rajan raajan
rajesh raajesh
rajinder rajender rajindar rajendra
rajiv rajeev rajeeb
rajvir rajveer
rajwinder rajvinder
rakesh raakesh
ramesh raamesh
ranjit ranjeet ranjith
rashed rashid
rashmi rashmee
ravi rabi ravee
ravinder ravindra rabinder rawinder
razia raziya rajia
rehana rihana raihana rayhana
rekha reka
reyansh riyansh reyaansh
ritika rithika
ritu reetu
riya ria rhea reeya rhia riyah
rohan rohaan
rohit roheet rohith
rokeya ruqayya rokia
roshan roshaan
roshni roshnee rohsni
rubel robel
rudra rudhra
ruhul roohul
rukhsana rukhsaana ruksana rukshana roksana
rupa roopa
rupinder roopinder
saanvi sanvi saanvee sanvee
sabina sabeena
sachin sacheen
sahil saahil sahill
saiful sayful saifool
saima saimah sayma saeema
saira sairah sayra
samarth samart
sandeep sandip
sanjay sanjai sanjoy sanjey
sanjit sanjeet
sanjiv sanjeev
sapna swapna
sarita saritha
satinder satindar
satish sateesh
satnam satnaam
saurabh sourabh sourav saurav sorabh
savita savitha
seema sima
selina salina celina
shafiqul shofiqul shafikul
shagufta shugufta
shahanara shahnara shahenara
shahbaz shabaz
shahjahan shajahan shahjehan
shahnaz shehnaz shanaz shahnaaz
shamsul shamsool samsul
shanta shantha
shanti shanthi
shehryar shahryar sheharyar shaheryar
shilpa silpa
shirin shireen sherin shirine
shital sheetal
shiv shiva siva
shivam shivaam
shobha shoba sobha
shreya shriya sreya shria
shruti shruthi sruti sruthi
shumaila shumayla shomaila
shyam sham
siddharth sidharth siddhartha siddarth sidhart
simran simraan simren
simranjit simranjeet
sita seeta seetha sitha
sneha snehaa
sobia sobiya
sonal sonaal
sonali sonalee
sonia soniya sonya sonja
sri shri shree sree
srinivas shrinivas sreenivas
subhash subash
sudha sudhaa
sudhir sudheer
sufia safia
sultana sultanah
suman sumon
sunil suneel
sunita suneeta sunitha
suraj sooraj
suresh sureesh
surinder surendra surender surindar
surjit surjeet
sushil susheel
sushma susma sushama
swati swathi svati
syed sayed sayyid saeed sayeed said syeda
syeda sayeda sayyida
tahmina tahmeena tehmina
tanvi tanwi
tanya taniya tania
tara taara
tarun taroon
taslima tasleema
tejas tejus
uday udai
uma ooma
usha oosha
uzma uzmah
vaibhav vaibav baibhav
vandana bandana wandana
varsha barsha
varun baroon varoon
veena vina bina
veer vir
vidya vidhya bidya
vihaan vihan vihaaan
vijay vijai bijay bijoy
vikas vikash bikash
vikram wikram
vimal bimal
vinay vinai binoy
vinod binod vinodh
viraj veeraj
virat viraat
vishal vishaal bishal wishal
vivaan vivan
vivek bibek vivec
yash yaash yashh
yasmeen yasmin
yuvraj yuvaraj yuwraj
zahida zaheda
zohra zohura johura
`
