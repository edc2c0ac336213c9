import type { NamesOfOrigin } from './name-pool.ts'

/** Muslim families of South Asian origin. Forenames serve as surnames too, and each is spelt in many ways. */
export const southAsianMuslim: NamesOfOrigin = {
  girls: `Fatima Aisha Maryam Zainab Khadija Amina Hafsa Ayesha Safa Sumaya Zara Hana Inaya Aaliyah Sara Zahra Noor Iqra Maria Mariam Aleena
Alina Amna Anam Anaya Anisa Areeba Aroosa Arwa Asiya Asma Ayat Aziza Bushra Dua Eshal Faiza Farah Fariha Farzana Fiza Habiba Hadia Hafza Haleema Halima
Hamna Haniya Hareem Hawa Hira Hiba Husna Ifra Iman Eman Inayah Isra Jannat Javeria Juwairiya Kainat Kiran Kulsoom Laiba Layla Leena Lubna Madiha Maha Maham
Mahira Mahnoor Malaika Maliha Manahil Mehreen Mehwish Minahil Mishal Momina Mubeen Musfirah Nabeela Nadia Naima Najma Nargis Nasreen Nawal Nazia Nida Nimra
Nishat Parveen Rabia Rahma Raisa Rania Rashida Raveena Reem Rida Romaisa Rukhsana Ruqayya Saba Sabah Sabina Sadia Sadaf Safiya Saima Sajida Sakina Saleha
Salma Samina Samira Sana Saniya Sawda Shabana Shaista Shakila Shamima Shazia Shirin Sidra Simra Sobia Sofia Sonia Suhana Sultana Syeda Tabassum Tahira Tahmina
Tanzila Taslima Tasnim Tayyaba Umaima Umme Urooj Wajiha Warda Yasmin Yusra Zaina Zakia Zaynah Zoya Zubaida Zunaira`,
  boys: `Mohammed Muhammad Ali Ibrahim Yusuf Hamza Ahmed Abdullah Omar Umar Musa Isa Hassan Hussain Bilal Zain Adam Ismail Haris Usman Abdul
Zakariya Mustafa Eesa Abubakar Hasan Idris Ayaan Rayyan Zayd Yahya Dawud Sulaiman Imran Arham Danyal Ehsan Faisal Farhan Faraz Fahad Hashim Haroon Huzaifa Ilyas
Irfan Ishaaq Jibril Junaid Kamran Karim Khalid Khizar Luqman Mahdi Mahmood Majid Mikail Mohsin Moiz Mubashir Mudassar Mujtaba Muneeb Murtaza Muzammil Nabeel Nadeem
Naeem Nasir Naveed Nawaz Noman Nuh Omair Osman Owais Qasim Rafiq Raheem Rahman Raza Rehan Rizwan Saad Sabir Sadiq Saeed Safwan Sahil Saif Sajid Salman Sameer Sami
Saqib Sarfraz Shabir Shafiq Shahid Shahzad Shakil Shayan Shoaib Sohail Subhan Sufyan Taha Tahir Taimur Talha Tanveer Tariq Tayyib Ubaid Umair Uthman Uzair Wahid Waleed
Waqar Waqas Waseem Yaseen Yaqub Younis Zafar Zahid Zaid Zaki Zeeshan Zohaib Zubair Arif Asad Asif Atif Awais Ayub Azhar Aziz Babar Basit Burhan Daniyal`,
  surnames: `Khan Hussain Ahmed Ali Begum Mohammed Akhtar Bibi Malik Hassan Miah Iqbal Mahmood Rahman Uddin Shah Islam Mirza Chowdhury Khatun Hossain Ahmad
Akter Alam Bhatti Butt Choudhury Chaudhry Hussein Haque Hoque Ibrahim Iqbal Jan Javed Kausar Khalid Khatoon Mia Mehmood Mughal Nawaz Parveen Patel Qureshi Raja Rashid
Rehman Riaz Saleem Sarwar Sultana Siddique Siddiqui Sheikh Shaikh Tariq Ullah Yousaf Yusuf Zaman Aziz Abbas Abdullah Afzal Akbar Akram Altaf Amin Anwar Arif Arshad Asghar
Ashraf Aslam Awan Ayub Azam Azad Aziz Badshah Baig Bashir Bhuiyan Bukhari Dar Din Faisal Farooq Fazal Gul Gulzar Habib Haider Hameed Hanif Haroon Hashmi Ilyas Imran Irfan
Ishaq Ismail Jabbar Jahan Jamil Javaid Kabir Kamal Karim Kazmi Kayani Khalil Khokhar Latif Lodhi Mahmud Majid Mannan Masood Matin Memon Minhas Miya Mukhtar Munir Nadeem Naqvi
Nasir Naz Nazir Niazi Noor Omar Pervaiz Qadir Qamar Qasim Quddus Rafiq Rahim Rana Rauf Raza Razzaq Rizvi Sadiq Saeed Safdar Saha Sajid Salam Sattar Shabbir Shafi Shafiq Shahid
Shakoor Sharif Shaukat Sikdar Subhan Suleman Syed Tabassum Tahir Talukdar Uddin Usman Wahid Waheed Yaqoob Yasin Younas Younis Zafar Zahid Zaheer Zia`,
  rareSurnames: {
    starts: `Abdul Ain Allah Amir Asad Badr Burhan Fakhr Fazl Ghulam Habib Hafiz Iftikhar Imad Jalal Jamal Kamal Kareem Mohib Moin Mujib Nasir Nizam Qamar Rafi Rahim Saif Salah
Sham Shams Siraj Taj Tajul Waqar Zaheer Zain Zia`,
    ends: `uddin ullah zada zai pur ani ari wala wani ji dar shi di ton nawaz khel`,
    share: 0.08,
  },
  steepness: { forenames: 0.8, surnames: 0.95 },
  middleNames: 0.4,
  firstOfJanuary: 0.05,
  unfamiliar: true,
}

/** One very concentrated pool: a few names hold most of a town. */
export const concentrated: NamesOfOrigin = {
  girls: `Fatima Aisha Maryam Zainab Khadija Amina Begum Hafsa Sumaya Zara Iqra Noor Sara Halima Sana Zahra Aleena Mariam Inaya Safa Amna Laiba Hira Rabia
Iman Ayesha Asma Bushra Saima Nadia Shazia Samina Sadia Parveen Yasmin Nasreen Rukhsana Tahira Farzana Shabana Salma Sultana Akhtar Jannat Khatun Ruqayya Safiya
Anisa Asiya Faiza Farah Hiba Husna Isra Kiran Layla Madiha Maha Mahnoor Mehreen Momina Naima Nida Nimra Rahma Saba Sabina Sakina Samira Sidra Tasnim Tayyaba Warda Zoya`,
  boys: `Mohammed Ali Muhammad Ahmed Hassan Hussain Ibrahim Yusuf Hamza Abdullah Omar Musa Bilal Isa Adam Ismail Usman Abdul Umar Zain Khalid Haris Mustafa Imran
Hasan Tariq Karim Mahmood Rahman Idris Malik Iqbal Nasir Tahir Saeed Sadiq Rashid Aziz Yahya Zakariya Sulaiman Dawud Faisal Haroon Ilyas Junaid Kamran Majid Naveed
Qasim Rafiq Raza Rizwan Saad Sajid Salman Sami Shahid Sohail Talha Waqas Waseem Yaseen Younis Zafar Zahid Zubair Arif Asad Asif Ayub Khan Shah`,
  surnames: `Khan Hussain Ahmed Begum Ali Mohammed Akhtar Bibi Malik Hassan Miah Shah Mahmood Iqbal Rahman Uddin Islam Khatun Chowdhury Ibrahim Yusuf Abdullah Omar
Khalid Rashid Aziz Ismail Karim Usman Tariq Raza Saeed Sadiq Nasir Tahir Zaman Parveen Sultana Kausar Mirza Butt Haque Alam Hossain Akter Yasin Bashir Rafiq Zafar Din`,
  steepness: { forenames: 0.85, surnames: 1.05 },
  middleNames: 0.35,
  // Most were born here, their parents abroad.
  firstOfJanuary: 0.02,
  unfamiliar: true,
}

/** Hindu, Sikh, Christian and Buddhist families of South Asian origin. */
export const southAsianOther: NamesOfOrigin = {
  girls: `Aanya Diya Ananya Anika Anaya Aarohi Saanvi Myra Priya Riya Kavya Isha Jiya Kiara Kiya Maya Meera Mira Navya Nisha Pooja Radhika Rani Reva Ria Roshni Saachi Sanvi
Shreya Simran Jasleen Gurleen Harleen Jasmeen Manpreet Harpreet Kirandeep Navneet Rajdeep Sukhdeep Amandeep Amrit Amrita Anjali Anoushka Arya Avani Bhavika Charvi Darshini Deepa
Deepika Devi Dhara Disha Divya Ekta Esha Gauri Geeta Hansika Hetal Himani Ira Ishani Ishita Janki Janvi Jyoti Kajal Kamala Karishma Keya Khushi Komal Krisha Krupa Lakshmi Lata
Lavanya Leela Mahi Mahika Malini Mansi Megha Mehak Mital Mitali Mukti Nandini Neelam Neha Nikita Nikki Nitya Niyati Padma Pallavi Parul Pavani Payal Prachi Pragya Prisha Preeti
Prerna Radha Ragini Rashmi Reena Rekha Rhea Richa Ritika Riddhi Rupa Sakshi Samaira Sanya Sarika Savita Seema Shaan Shalini Shanaya Sheetal Shilpa Shivani Shraddha Siya Smita Sneha
Sonal Sonali Sonia Suhani Sunita Swara Swati Tanvi Tanya Tara Trisha Trupti Tulsi Urvi Vaishnavi Vani Veena Vidya Yashvi Zeel`,
  boys: `Aarav Arjun Vihaan Rohan Aryan Krish Dev Kabir Ishaan Reyansh Shaan Veer Vivaan Advik Akash Ajay Aditya Aman Amar Amit Anand Anil Anish Ankit Arnav Ashok Ashwin Atharv
Avi Ayush Bhavesh Bhavin Chirag Darsh Darshan Deepak Dhruv Dilan Dilip Divyesh Gaurav Gopal Gurpreet Gurdeep Gurvir Harjit Hari Harish Harpal Harsh Hemant Hitesh Inder Ishan Jagdeep
Jai Jaspreet Jasvir Jatin Jay Jayesh Jeevan Jignesh Kailash Kamal Karan Karanveer Kartik Kavi Keshav Kiran Kishan Kishor Krishan Krishna Kunal Lakshya Lalit Mahesh Manav Manish Manoj
Mayur Mihir Milan Mitesh Mohit Mukesh Naman Naresh Naveen Neel Nikhil Nilesh Niraj Nishant Nitin Om Paras Parth Pavan Prakash Pramod Pranav Prashant Pratik Prem Rahul Raj Raja Rajan
Rajesh Rajiv Rakesh Ram Raman Ramesh Ranveer Ravi Rishi Ritesh Rohit Rudra Sachin Sagar Sahib Sai Samir Sandeep Sanjay Sanjeev Satish Satnam Shiv Shivam Shubh Shyam Siddharth Soham
Sukhraj Sumit Sunil Suraj Suresh Tarun Tej Tejas Uday Umesh Varun Ved Vedant Vicky Vijay Vikram Vikas Vinay Vinod Viraj Vishal Vivek Yash Yug Yuvraj`,
  surnames: `Singh Patel Kaur Shah Sharma Mistry Kumar Sandhu Gill Sidhu Dhillon Mehta Desai Chauhan Rai Joshi Parmar Thapa Gurung Rana Kumari Nair Pillai Thomas George Mathew
Varghese Fernando Perera Silva De_Silva Jayasinghe Wickramasinghe Sivakumar Sivanathan Selvarajah Rajaratnam Balasubramaniam Krishnamurthy Venkatesan Ramachandran Subramaniam
Srinivasan Raman Iyer Menon Reddy Rao Naidu Chandra Banerjee Chatterjee Mukherjee Das Dutta Ghosh Sen Bose Roy Saha Agarwal Gupta Jain Kapoor Khanna Malhotra Chopra Arora Bhatia Sethi
Anand Bansal Verma Mishra Pandey Tiwari Trivedi Dave Bhatt Vyas Solanki Rathod Vaghela Makwana Panchal Prajapati Soni Thakkar Thakor Amin Gandhi Parekh Parikh Sheth Doshi Vora Kothari
Bains Bhogal Brar Cheema Deol Dhaliwal Dhanda Dosanjh Garcha Grewal Hayer Hundal Johal Kang Khaira Kalsi Lall Mann Matharu Nagra Nijjar Panesar Purewal Randhawa Rehal Sahota Samra Sangha
Sanghera Sohal Sekhon Tiwana Thandi Uppal Virdee Virk Limbu Magar Tamang Shrestha Karki Adhikari Ghale Pun Lama`,
  rareSurnames: {
    starts: `Ana Bala Bhat Chan Dar Deva Gan Gopal Hari Jaya Kamal Krishna Kum Loga Maha Mano Nanda Nara Nav Parames Pun Radha Raja Rama Ravi Sada Sam Sathi Satha Siva Sri Sun Suri
Thaya Than Vasu Venka Vij Vimal Yoga`,
    ends: `nathan rajah ratnam singam kumar lingam moorthy chandran raman sekaran swamy pillai veer wal wani tkar nayake sena wardena singhe tunga dasa than thy`,
    share: 0.14,
  },
  girlsSurname: surname => (surname === 'Singh' ? 'Kaur' : surname === 'Kumar' ? 'Kumari' : surname),
  steepness: { forenames: 0.6, surnames: 1 },
  middleNames: 0.3,
  unfamiliar: true,
}
