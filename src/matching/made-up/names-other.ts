import type { NamesOfOrigin } from './name-pool.ts'

/** Turkish and Kurdish families. */
export const turkish: NamesOfOrigin = {
  girls: `Zeynep Elif Defne Asel Azra Eylül Nehir Ebrar Hiranur Ecrin Yağmur Miray Ela Ada Aylin Ayşe Fatma Emine Hatice Merve Büşra Esra Kübra Zehra Sude Sıla Selin Seda Sevgi Şeyma Özge Özlem Pelin Pınar Rüya Nisa
Naz Melek Melisa Melis Meryem Lale Leyla İrem İpek Hazal Gül Gülşen Gizem Ezgi Ece Duru Dilara Derya Deniz Ceren Ceylin Cansu Buse Burcu Berfin Beren Begüm Beyza Bahar Aysel Asya Arya Rojin Zilan Rozerin Dilan
Berivan Evin Helin Jiyan Hêvî Nazlı Tuana Yaren Yasemin`,
  boys: `Yusuf Eymen Ömer Alparslan Göktuğ Mustafa Ali Mehmet Ahmet Kerem Emir Miraç Ömer Hamza Hasan Hüseyin İbrahim Çınar Poyraz Aras Ayaz Baran Barış Batuhan Berat Berk Berkay Bora Burak Can Caner Cem Cihan Deniz
Doğan Doruk Efe Ege Ekrem Emre Enes Engin Erdem Eren Erhan Ersin Fatih Ferhat Furkan Görkem Halil Hakan Hikmet İsmail Kaan Kadir Kaya Kemal Koray Levent Mert Metin Murat Oğuz Oğuzhan Okan Onur Orhan Osman Ozan Özgür
Rüzgar Ramazan Rıza Selim Semih Serdar Serkan Sinan Süleyman Şahin Taha Tarık Tolga Tuna Turgut Tuğra Uğur Umut Utku Volkan Yağız Yasin Yavuz Yiğit Zafer Azad Rojhat Baver Serhat Welat Agit Jiyan`,
  surnames: `Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Özcan Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler Yalçın Güneş Bozkurt
Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş Aksoy Dağ Uçar Erol Bayram Karaca Toprak Güven Ak Çoban Kahraman Türk Altun Duman Karakaya Karataş Ergün Gündüz Uysal Şeker Tunç
Karabulut Bal Coşkun Ekinci Durmuş Bilgin Karakuş Özgür Demirci Kartal Balcı Akın Akbaş Akgül Alkan Altıntaş Ay Baş Başaran Boz Ceylan Demirel Deniz Dinç Duran Elmas Er Eren Ersoy Genç Gök Gökçe İnce Kandemir
Karadağ Kocaman Oral Orhan Özbek Özkaya Parlak Sağlam Soylu Sönmez Tan Temel Topal Uzun Varol Yaman Yaşar Zengin`,
  rareSurnames: {
    starts: `Ak Al Altın Ay Baş Bay Boz Büyük Çak Çelik Dal Dem Dur Ege Ekin Er Gök Gül Gün Kaba Kara Kız Koca Kök Kurt Oz Öz Sarı Say Soy Taş Tem Tok Top Tür Ulu Uz Yan Yeni Yol Yurt`,
    ends: `bay baş bek can çı demir doğan er gül kan kaya kurt lar man men oğlu öz soy taş tekin türk yol yurt`,
    share: 0.3,
  },
  steepness: { forenames: 0.55, surnames: 0.6 },
  middleNames: 0.25,
  firstOfJanuary: 0.05,
  unfamiliar: true,
}

/** Arabic-speaking, Afghan and Iranian families. */
export const middleEastern: NamesOfOrigin = {
  girls: `Fatima Maryam Aya Layla Noor Sara Zainab Hala Jana Lamar Lina Lujain Malak Maya Mira Nada Nour Rahaf Rana Razan Reem Rimas Rital Ruba Salma Sama Shahad Sham Tala Yara Yasmin Zahra Asal Bahar Elaha Farida Fereshta
Freshta Hadia Hosna Khatera Laila Lema Lima Mahsa Marwa Mina Mursal Nargis Nasrin Negin Parisa Parwana Roya Sahar Setara Shabnam Shakila Shiva Sadaf Soraya Storay Tahmina Wazhma Zohra Amal Batoul Dima Eman
Ghada Hanan Hiba Huda Iman Jumana Khadija Lubna Manal Mays Mona Nadine Rasha Rawan Samar Samia Shaima Wafa Wijdan Zeina`,
  boys: `Mohammad Ahmad Ali Omar Yousef Abdullah Khaled Ibrahim Mahmoud Hassan Hussein Hamza Adam Karim Amir Anas Ayman Bassel Basem Bilal Elias Fadi Faris Firas Ghaith Habib Hadi Haitham Hani Hisham Iyad Jad Jamal Jawad
Kinan Laith Majd Malek Marwan Mazen Moataz Mohannad Muayad Mustafa Nabil Nizar Odai Qais Rami Rayan Saif Salem Sami Samer Tamer Tarek Wael Walid Yamen Yazan Zaid Ziad Abdul Ahmadullah Ajmal Amanullah Arash Arman
Bahram Darius Ehsan Emal Esmat Farhad Fawad Fazel Habibullah Haroon Hamid Hashmat Idris Jamshid Kaveh Khyber Mirwais Mohibullah Mujtaba Najib Naqib Navid Omid Qais Rahmatullah Ramin Reza Rohullah Samiullah
Shafi Shayan Sina Sohrab Wais Zabihullah Zalmai`,
  surnames: `Mohammad Ahmad Ali Hassan Hussein Ibrahim Khalil Saleh Mahmoud Abdullah Ahmadi Mohammadi Hussaini Rahimi Karimi Haidari Amiri Sadat Noori Nazari Ahmadzai Stanekzai Popal Safi Wardak Sherzad Yousafzai Zadran
Sultani Hakimi Azizi Rezaei Hosseini Moradi Jafari Ebrahimi Rostami Heidari Ghasemi Akbari Kazemi Sharifi Bagheri Mousavi Alavi Al-Ahmad Al-Hassan Al-Masri Al-Khatib Al-Jabouri Al-Saadi Al-Tamimi Al-Shammari
Al-Hamad Al-Omar Al_Rashid El-Sayed Haddad Khoury Nasser Mansour Darwish Hamdan Awad Barakat Shaheen Sabbagh Sayegh Najjar Kanaan Jaber Issa Hamad Hijazi Hamdi Farouk Fahmy El_Amrani Benali Bouzid Belkacem
Cherif Bensaid Mansouri Zerrouki Haddadi Bouazza Tahiri Ouali Saidi Yahia Ziani Alaoui Idrissi Chaoui Fassi`,
  rareSurnames: {
    starts: `Al- Al_ El- Abu_ Ben`,
    ends: `Abadi Adwan Asadi Atrash Bakri Dalati Dulaimi Ghazali Hajj Hakim Hamdani Hariri Hashimi Hilali Homsi Husseini Jarrah Jubouri Kaabi Kurdi Lami Mahdi Maliki Mosuli Mousa Najm Obeidi Othman Qadi Qasim Rawi Rifai
Sabri Salih Samarrai Shami Sharif Sheikh Sudani Tikriti Turki Zaidi Zoubi`,
    share: 0.15,
  },
  steepness: { forenames: 0.6, surnames: 0.7 },
  middleNames: 0.3,
  firstOfJanuary: 0.05,
  unfamiliar: true,
}

export const vietnamese: NamesOfOrigin = {
  girls: `Anh Linh Ngọc Hương Lan Mai Thảo Trang Thu Hà Hạnh Hiền Hoa Hồng Huyền Kim Loan Ly My Nga Ngân Nhung Như Oanh Phương Quỳnh Tâm Thanh Thủy Tiên Trâm Trinh Tú Tuyết Uyên Vân Vy Xuân Yến Chi Diễm Dung Giang Hằng Khánh Emily Amy
Jenny Tiffany Vivian`,
  boys: `Minh Anh Huy Khang Bảo Long Phúc Đức Dũng Duy Hải Hiếu Hoàng Hùng Hưng Khoa Khôi Kiên Lâm Linh Lộc Nam Nghĩa Nhân Phong Phát Quân Quang Quốc Sơn Tài Tân Thắng Thành Thiên Thịnh Tiến Toàn Trí Trung Tuấn Tùng Việt Vinh Vũ Kevin Andy Tony Ryan`,
  surnames: `Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Đoàn Lương Cao Tạ Châu Thái Tô Hà Quách Vương Lâm`,
  steepness: { forenames: 0.5, surnames: 1.2 },
  middleNames: 0.85,
  firstOfJanuary: 0.05,
  unfamiliar: true,
}

/** Chinese families, from Hong Kong and the mainland; two spellings of one tone. */
export const chinese: NamesOfOrigin = {
  girls: `Xinyi Yuxin Zihan Yutong Xinyue Ruoxi Jiayi Yihan Kexin Mengyao Xiaoyu Lihua Meiling Xiuying Yan Jing Li Na Min Fang Ying Xue Hui Mei Ling Ka_Yan Wing_Yan Hoi_Ching Tsz_Yan Sum_Yee Yuet_Ching Cheuk_Lam Hei_Tung Lok_Yiu
Chi_Ching Wai_Yee Suk_Yee Pui_Yee Mei-Ling Xiao-Li Hiu_Ching Yan_Tung Emily Chloe Jasmine Cherry Yoyo Kiki Hailey Vivian Jessica Grace`,
  boys: `Haoran Yuxuan Zihao Junjie Yichen Haoyu Minghao Jiahao Wenjie Zhiwei Wei Jun Ming Lei Bo Hao Tao Jian Qiang Feng Yong Chun Chi_Ho Ka_Ho Tsz_Hin Chun_Hei Ho_Yin Lok_Hei Hin_Fung Cheuk_Hin Pak_Hei Yat_Long Sze_Long Wai_Kit Kwok_Wai
Siu_Ming Man_Hin Ho_Lam Long_Hin Ching_Hei Jun-Jie Zi-Hao Jayden Jason Ethan Marcus Kingsley Anson Hugo Lucas`,
  surnames: `Wong Chan Lee Li Wang Zhang Chen Liu Cheung Leung Lau Ng Ho Lam Lai Cheng Chow Tang Tsang Yu Yip Yeung Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Luo Gao Zheng Liang Xie Han Deng Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan
Cai Jiang Du Ye Fan Fong Fung Hui Ip Kwan Kwok Kwong Lo Lui Luk Mak Mok Poon Shek Sin Siu Szeto So Tam Tse Tsui Wan Yau Yuen Chung Chu Chiu Au Au_Yeung Ouyang Lok Hau Hung Kan Ko`,
  rareSurnames: {
    starts: `Ch Sh Zh X Q J T K L M N P H F`,
    ends: `ai an ang ao en ei ong ou u iu in`,
    share: 0.05,
  },
  steepness: { forenames: 0.4, surnames: 0.75 },
  middleNames: 0.2,
  unfamiliar: true,
}
