import type { NamesOfOrigin } from './name-pool.ts'

/** West African families: Nigerian, Ghanaian, Sierra Leonean, Gambian, Ivorian. */
export const westAfrican: NamesOfOrigin = {
  girls: `Grace Blessing Favour Esther Deborah Mary Precious Ruth Faith Joy Peace Mercy Praise Victoria Gloria Rachel Abigail Sarah Elizabeth Hannah Princess Destiny
Adaeze Adaobi Adanna Adunni Aduke Amaka Amarachi Chiamaka Chidinma Chika Chinwe Chioma Chisom Ebele Ekene Ezinne Ifeoma Ifunanya Kamsi Kosisochukwu Munachi Ngozi Nkechi Nneka Nnenna Obiageli
Oluchi Onyinye Somto Uchechi Ugochi Uju Zikora Abiola Abisola Adebola Adesewa Anuoluwapo Ayomide Ayomikun Bolanle Bukola Damilola Ebunoluwa Eniola Feyisayo Folake Funke Ibukun Ifeoluwa
Inioluwa Kemi Kikelomo Mofe Mojisola Morenike Olamide Oluwaseun Oluwatoyin Omolara Omotola Oyinkansola Ronke Sade Segilola Simisola Temiloluwa Temitope Teniola Titilayo Tolulope Tomi
Yetunde Wuraola Abena Adwoa Afia Afua Akosua Akua Ama Amma Araba Efua Ekua Esi Maame Nana Serwaa Yaa Adjoa Aissatou Aminata Binta Fanta Fatou Fatoumata Isatou Jainaba Kadiatou Mariama
Isha Hawa Kumba Mabinty Ramatu Zainab Amie Awa Ndeye Oumou Rokia`,
  boys: `David Daniel Emmanuel Samuel Joshua Michael Joseph Favour Gabriel Isaac Elijah Caleb Nathan Prince Divine Victor Emeka Chidi Chidera Chidiebere Chijioke Chima Chinedu Chinonso
Chukwudi Chukwuemeka Ebuka Ekene Ifeanyi Ikenna Kelechi Kenechukwu Kosi Nnamdi Obinna Obi Okechukwu Onyeka Somtochukwu Tobechukwu Uche Ugochukwu Uzochukwu Zimuzo Abayomi Abiodun Adebayo
Adedayo Adekunle Ademola Adeolu Adetokunbo Adewale Akin Akintunde Anjola Ayo Ayodele Ayodeji Ayomide Babatunde Bolaji Bolu Damilare Darasimi Demilade Ebube Enoch Femi Folarin Gbenga
Ibrahim Ibukun Ifeoluwa Iyanuoluwa Jesutofunmi Kayode Kolade Kunle Malachi Mofetoluwa Niyi Oladele Olakunle Olamide Olanrewaju Olatunji Olaoluwa Oluwadamilare Oluwaseun Oluwatobi Oluwatimilehin
Opeyemi Rotimi Segun Seun Seyi Sola Tayo Temidayo Temitope Tobi Tobiloba Tolu Tomiwa Tunde Wale Yinka Kofi Kwabena Kwadwo Kwaku Kwame Kwasi Kwesi Kojo Yaw Nana Kobby Nii Papa Abdoulaye
Alhaji Alpha Bakary Boubacar Cheikh Ebrima Foday Ibrahima Lamin Mamadou Modou Momodou Moussa Musa Omar Ousmane Saikou Sekou Sheku Souleymane Tijan Yaya`,
  surnames: `Mensah Owusu Boateng Appiah Asante Osei Agyemang Amoah Ansah Antwi Addo Adjei Acheampong Afriyie Agyei Amankwah Amponsah Asamoah Asare Ofori Opoku Oppong Osei-Bonsu Sarpong Boakye
Bonsu Danquah Darko Donkor Frimpong Gyamfi Kyei Nkansah Nyarko Ntim Quaye Tetteh Yeboah Adeyemi Adebayo Adeleke Adeniyi Adeoye Adesanya Adewale Adeyinka Afolabi Ajayi Akande Akinola
Akintola Alabi Aluko Awolowo Ayodele Babalola Balogun Bankole Dada Fashola Falade Idowu Ijaola Lawal Odunsi Ogunleye Ogunbanjo Ogunsanya Ojo Okunola Oladipo Olaniyan Olawale Olayinka Olowu
Olusanya Oluwole Omotoso Onifade Oyelaran Oyelowo Oyewole Salami Shonibare Sowande Williams Cole Johnson Okafor Okeke Okoro Okonkwo Okoye Eze Nwosu Nwachukwu Obi Onyeka Chukwu Igwe Ibe Iwu Madu
Nnamdi Nwankwo Nwofor Obiora Ogbonna Onwuka Onyekwere Ugwu Uzoma Udo Ekanem Bassey Effiong Etim Okon Osagie Osaze Igbinedion Aghedo Idahosa Omoregie Ibrahim Bello Musa Abubakar Yusuf Sani
Suleiman Kamara Sesay Koroma Bangura Conteh Kargbo Jalloh Bah Barry Diallo Sow Ceesay Jallow Touray Jammeh Njie Sanneh Camara Ceesay Darboe Sillah Kone Traore Toure Coulibaly Keita Cisse
Diop Fall Ndiaye Sarr Faye Gueye Bamba Ouattara Kouassi Kouame Yao Koffi Mbeki Ngoma`,
  rareSurnames: {
    starts: `Ade Adeniy Afo Aki Akin Ala Ani Awo Ayo Baba Chi Chuku Ebe Eke Emen Eze Fago Fola Ibe Ige Ike Iwe Kole Mba Nna Nwa Obi Odu Ogu Ogun Oke Oko Ola Olo Olu Omo Ona Onye Osa Ota Owo Oye Oyin
Sho So Taiwo Uche Ude Ugo Uka Uzo`,
    ends: `bola chukwu dele dipo fela fisayo gbemi gbo jide kunle lade lola luwa mide moye nike niran nta ogu ola osa pe sanya segun sola ta tayo tola tunde wale yemi yinka zie`,
    share: 0.3,
  },
  steepness: { forenames: 0.5, surnames: 0.6 },
  middleNames: 0.75,
  firstOfJanuary: 0.05,
  unfamiliar: true,
}

/** East African families: Somali, Eritrean, Ethiopian, Sudanese, Kenyan, Ugandan, Congolese. Surnames are a father's forename. */
export const eastAfrican: NamesOfOrigin = {
  girls: `Amina Hodan Sagal Ifrah Hamdi Ayaan Asha Fadumo Fartun Faiza Fawzia Habiba Halima Hani Hawa Hibaq Hibo Iman Istahil Khadra Kowsar Ladan Leyla Maryan Muna Nasra Nimco Nasteho Nora Rahma
Roda Sabrin Safiya Sahra Salma Samira Shukri Sumaya Ubah Warsan Yasmin Zahra Zamzam Deqa Idil Ilhan Najma Ikran Suado Anab Bilan Hafsa Hanan Ismahan Kaltun Saida Saynab Umalkhayr Selam Helen
Rahel Meron Feven Luwam Semhar Winta Bethlehem Hiwot Tsion Saron Mahlet Eden Abeba Almaz Aster Azeb Bilen Danait Delina Ebyan Elsa Fiyori Genet Haben Hermela Lidya Liya Makda Marta Mehret
Mekdes Natsnet Rediet Ruta Salem Samrawit Senait Soliana Tigist Tirhas Wubit Yohana Yordanos Zewditu Wanjiku Wambui Njeri Akinyi Atieno Achieng Nyambura Makena Zawadi Neema Furaha Aluel
Nyandeng Achol`,
  boys: `Mohamed Abdirahman Abdullahi Ahmed Ali Abdi Yusuf Ibrahim Ismail Hassan Hussein Omar Osman Abdiaziz Abdifatah Abdihakim Abdikadir Abdikarim Abdimalik Abdinasir Abdirashid Abdiwahab Abdulkadir
Abukar Aden Adan Ayub Bashir Bile Burhan Daud Dahir Faisal Farah Guled Hamza Hanad Haroun Idris Ilyas Isse Jama Jamal Kaynan Khadar Khalid Liban Mahad Mahamed Mukhtar Mursal Mustafa Nur
Qasim Roble Sadaq Said Saleban Salman Sharmarke Shuaib Suhayb Suleiman Warsame Yahya Yasin Zakaria Zakariye Samuel Yonas Filmon Natnael Dawit Abel Biniam Robel Henok Yonatan Amanuel
Abraham Adonay Alazar Amare Aman Bereket Berhane Daniel Ermias Eyob Ezana Fitsum Girma Haile Isaias Kaleb Kidane Kirubel Leul Merhawi Mikal Mikias Mulugeta Nahom Noah Ruel Selassie
Senay Simon Solomon Surafel Tekle Temesgen Tesfay Tewodros Tsegay Yared Yohannes Zerai Kamau Kariuki Mwangi Njoroge Otieno Ochieng Odhiambo Baraka Juma Moses Garang Deng Mohand Mazin`,
  surnames: `Mohamed Ali Ahmed Hassan Abdi Omar Hussein Ibrahim Osman Yusuf Jama Farah Warsame Abdullahi Adan Aden Mohamud Nur Ismail Elmi Isse Abdirahman Hirsi Dahir Said Salad Sheikh Duale Gedi Barre
Guled Mahamed Muse Egal Haji Hashi Hersi Samatar Shire Yassin Abdulle Awale Botan Dirie Diriye Geele Jibril Kahin Liban Madar Nuur Roble Saleh Sharif Warfa Tesfay Tekle Haile Kidane Berhane
Gebre Gebremariam Gebreselassie Habte Habtemariam Mehari Woldemariam Woldu Zerai Asfaha Abraha Abebe Alemu Assefa Ayele Bekele Demissie Desta Gebremedhin Getachew Girma Kebede Lemma Mekonnen
Mengistu Mulugeta Negash Solomon Tadesse Tefera Teklu Tesfaye Tsegaye Wolde Worku Yohannes Zewde Elamin Elhassan Eltayeb Abdelrahman Abdalla Babiker Bashir Osman Suliman Taha Kamau Kariuki
Maina Mwangi Njoroge Ochieng Odhiambo Otieno Omondi Wanjiru Kimani Kipkemboi Kiprono Okello Okot Opio Mukasa Ssemakula Nsubuga Kato Lubega Mbabazi Tshibangu Ilunga Kabongo Kalala Mukendi Mutombo
Ngoy Kabila Mbala Nzuzi Lukoki Mavungu Makiese Deng Garang Akol Majok`,
  rareSurnames: {
    starts: `Abdi Abdel Abdul Gebre Habte Haile Kidane Tekle Tesfa Welde Zera Kip Mwa Nda Nja Oki Omu Sse Mu Ki Ka Lu`,
    ends: `aziz fatah hakim kadir karim malik nasir rashid rahim samad selassie giyorgis kiros mariam michael tsadik ab yesus ghebriel boga kwe mba nga nde roge tai goro`,
    share: 0.1,
  },
  steepness: { forenames: 0.75, surnames: 0.9 },
  middleNames: 0.6,
  firstOfJanuary: 0.05,
  unfamiliar: true,
}
